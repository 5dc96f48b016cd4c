package jp.meishigura.platform.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the outbox that waits for the relay. */
record OutboxRow(
    long seq,
    UUID eventId,
    UUID tenantId,
    String topic,
    String key,
    String type,
    @Nullable String subject,
    Instant at,
    String data) {}
