package jp.meishigura.audit.domain.exposure;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One field of one card, seen one or more times in the same way.
 *
 * @param field null when the record names no field
 * @param action how: only {@code card.reveal} and {@code card.recipient} are in clear for certain
 * @param client through which client
 */
public record Exposure(
    UUID card,
    @Nullable String purpose,
    @Nullable String field,
    String action,
    @Nullable String client,
    long times,
    Instant first,
    Instant last) {}
