package jp.meishigura.audit.domain.witness;

import java.time.Instant;

/**
 * That a witness has seen a checkpoint, and that the log has only grown since the one before.
 *
 * @param vkey of the witness
 * @param at when it signed, by its own clock
 * @param line as it is added to the checkpoint, with its newline
 */
public record Cosignature(String vkey, Instant at, String line) {}
