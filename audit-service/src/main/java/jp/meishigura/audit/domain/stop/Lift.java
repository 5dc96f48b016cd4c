package jp.meishigura.audit.domain.stop;

import java.time.Instant;

/**
 * The end of a stop.
 *
 * @param officer pseudonymous id of the privacy officer who ended it
 * @param reason a word that the log shows
 */
public record Lift(String officer, String reason, Instant at) {}
