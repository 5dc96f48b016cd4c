package jp.meishigura.contacts.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code jp.meishigura.keys.retired.v1}. A later minor version may say more. */
@JsonIgnoreProperties(ignoreUnknown = true)
record KeysRetired(@Nullable List<UUID> keyIds) {}
