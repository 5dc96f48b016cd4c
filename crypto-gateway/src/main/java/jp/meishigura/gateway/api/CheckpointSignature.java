package jp.meishigura.gateway.api;

import jp.meishigura.gateway.domain.checkpoint.CheckpointSigner;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An Ed25519 signature over the text itself.
 *
 * @param signature 64 bytes in Base64
 * @param keyVersion of the key that signed
 * @param publicKey of that version, 32 bytes in Base64
 */
@Schema(requiredProperties = {"signature", "keyVersion", "publicKey"})
record CheckpointSignature(
    @Schema(implementation = String.class, format = "byte") byte[] signature,
    int keyVersion,
    @Schema(implementation = String.class, format = "byte") byte[] publicKey) {

  static CheckpointSignature of(CheckpointSigner.Signed signed) {
    return new CheckpointSignature(signed.signature(), signed.keyVersion(), signed.publicKey());
  }
}
