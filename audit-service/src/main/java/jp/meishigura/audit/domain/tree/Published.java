package jp.meishigura.audit.domain.tree;

import java.time.Instant;

/**
 * A checkpoint that was signed.
 *
 * @param note as it is served
 */
@SuppressWarnings("ArrayRecordComponent") // Published bytes; never compared.
public record Published(long size, byte[] root, Instant at, String note, byte[] publicKey) {}
