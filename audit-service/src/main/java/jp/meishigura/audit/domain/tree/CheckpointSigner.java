package jp.meishigura.audit.domain.tree;

/** Whoever holds the log's key. */
@FunctionalInterface
public interface CheckpointSigner {

  /**
   * A signature and the key that made it.
   *
   * @param signature Ed25519, 64 bytes
   * @param publicKey 32 bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // Published bytes; never compared.
  record Signed(byte[] signature, byte[] publicKey) {}

  /**
   * Signs a checkpoint's text.
   *
   * @throws NotSigned when the key cannot be used now
   */
  Signed sign(byte[] text);

  /** No signature now; the log goes on, and the next try signs more. */
  final class NotSigned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotSigned(String why) {
      super(why);
    }
  }
}
