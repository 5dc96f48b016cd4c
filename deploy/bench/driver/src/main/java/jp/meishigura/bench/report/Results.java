package jp.meishigura.bench.report;

import jp.meishigura.bench.keys.KeyResults;
import jp.meishigura.bench.log.LogResults;

/**
 * What was measured.
 *
 * @param cards creating, reading, withdrawing
 * @param keys sealing, opening and keys
 * @param log from outbox to checkpoint, and checked
 */
public record Results(CardResults cards, KeyResults keys, LogResults log) {}
