package jp.meishigura.contacts.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service reads of {@code jp.meishigura.release-stop.changed.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ReleaseStopChanged(
    @Nullable UUID tenant,
    @Nullable UUID person,
    @Nullable Boolean stopped,
    @Nullable Long revision) {}
