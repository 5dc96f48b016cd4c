package jp.meishigura.gateway.domain.checkpoint;

/** Holds the log's signing key, which nobody can take out. */
public interface CheckpointSigner {

  /**
   * An Ed25519 signature (RFC 8032) over the message itself.
   *
   * @param signature 64 bytes
   * @param keyVersion of the key that signed, counted from 1
   * @param publicKey of that version, 32 bytes
   */
  record Signed(byte[] signature, int keyVersion, byte[] publicKey) {}

  /**
   * @throws jp.meishigura.gateway.domain.ring.KeysUnavailable when the key cannot be used now
   */
  Signed sign(byte[] message);
}
