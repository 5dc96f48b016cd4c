package jp.meishigura.verifier.log;

import jp.meishigura.verifier.checkpoint.VerifiedCheckpoint;

/**
 * A log that is as its checkpoint says.
 *
 * @param checkpoint of the log now
 * @param served index of the first entry that the log still serves; the size when it serves none
 * @param from index of the first entry from which on the log was recomputed; what lies before it is
 *     vouched for by the checkpoint's root, or by the one that was kept, and was not read
 * @param read how many entries were read and hashed
 * @param unread how many entries the log no longer serves, or were not asked for
 * @param plain how many of the entries that were read do not have the form of a commitment
 */
public record LogReport(
    VerifiedCheckpoint checkpoint, long served, long from, long read, long unread, long plain) {}
