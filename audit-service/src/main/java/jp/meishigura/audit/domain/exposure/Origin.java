package jp.meishigura.audit.domain.exposure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From where somebody saw cards: as far as events tell it, client and login session. */
public record Origin(
    @Nullable String client, @Nullable String session, long entries, Instant first, Instant last) {}
