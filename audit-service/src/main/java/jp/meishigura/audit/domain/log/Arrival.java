package jp.meishigura.audit.domain.log;

/**
 * An event on its way into the log.
 *
 * @param recorded the bytes that the producing service wrote: the log keeps these and no
 *     re-spelling of them, so that they can be proved later
 */
public record Arrival(AuditEvent event, byte[] recorded) {}
