package jp.meishigura.audit.domain.log;

import java.time.Instant;

/**
 * An event in the log.
 *
 * @param leafIndex its place in the whole log, counted from 0 over all tenants, without gaps
 * @param appendedAt when the log took it
 */
public record Entry(long leafIndex, Instant appendedAt, AuditEvent event) {}
