package jp.meishigura.bench.report;

import java.time.Duration;
import jp.meishigura.bench.load.Comparison;
import jp.meishigura.bench.load.Latencies;

/**
 * What was measured of cards.
 *
 * @param creations cards created
 * @param lockedReads reads of a locked card by its id: a masked name, nothing else
 * @param openReads reads for a purpose of a card that is open for it: masked values
 * @param lockedReadsOfMany the same reads by more callers than the cores can serve at once
 * @param openReadsOfMany likewise
 * @param withdrawals from the withdrawal to the first 423
 * @param backlog how long the audit needed after a round of creations until it had caught up
 */
public record CardResults(
    Comparison creations,
    Comparison lockedReads,
    Comparison openReads,
    Comparison lockedReadsOfMany,
    Comparison openReadsOfMany,
    Latencies withdrawals,
    Duration backlog) {}
