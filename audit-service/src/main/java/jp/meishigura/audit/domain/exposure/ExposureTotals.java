package jp.meishigura.audit.domain.exposure;

/**
 * What a report adds up to.
 *
 * @param entries entries of the log that show cards
 * @param cards different cards
 * @param sightings cards, counted once for each entry that shows them
 */
public record ExposureTotals(long entries, long cards, long sightings) {}
