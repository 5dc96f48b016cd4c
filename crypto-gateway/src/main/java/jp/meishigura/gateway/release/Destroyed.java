package jp.meishigura.gateway.release;

import jp.meishigura.platform.tombstone.Tombstone;

/**
 * That a subject's keys are gone.
 *
 * @param published whether Kafka has the tombstone, so that no restored backup brings them back
 */
public record Destroyed(Tombstone tombstone, boolean published) {}
