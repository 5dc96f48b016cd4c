package jp.meishigura.audit.domain.exposure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From where somebody saw cards: client, login session and network address. */
public record Origin(
    @Nullable String client,
    @Nullable String session,
    @Nullable String address,
    long entries,
    Instant first,
    Instant last) {}
