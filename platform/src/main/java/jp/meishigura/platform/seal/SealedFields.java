package jp.meishigura.platform.seal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals and opens one field with AES-256-GCM.
 *
 * <p>A sealed field is {@code 0x01 | key id (16) | nonce (12) | ciphertext | tag (16)}. The place
 * of the field ({@link Place}) and the key id are authenticated with it, so that a sealed field
 * opens only where it was sealed: not on another card, in another column or for another tenant.
 * What is not protected: an older value of the same field put back in its place opens as it did.
 * The format is specified in docs/sealed-fields.md, with known answers in docs/vectors.
 *
 * <p>Nonces begin at random ({@link Nonces}): a subject key seals the fields of one card, far below
 * the 2^32 messages that NIST SP 800-38D section 8.3 allows a key.
 */
public final class SealedFields {

  public static final int KEY_BYTES = 32;

  private static final byte VERSION = 1;
  private static final int KEY_ID_BYTES = 16;
  private static final int TAG_BYTES = 16;
  private static final int HEADER_BYTES = 1 + KEY_ID_BYTES + Nonces.BYTES;

  /** What each thread works with. */
  private record Tools(Cipher cipher, Nonces nonces) {}

  private final SecureRandom random = new SecureRandom();

  /**
   * {@code getInstance} costs many times what the sealing of a short field does (3.9 µs to 0.4).
   */
  private final ThreadLocal<Tools> tools =
      ThreadLocal.withInitial(() -> new Tools(newCipher(), new Nonces(random)));

  public byte[] seal(UUID keyId, SecretBytes key, Place place, byte[] plaintext) {
    Tools mine = tools.get();
    return seal(mine.cipher(), keyId, key, place, plaintext, mine.nonces().next(key));
  }

  /** With a nonce of the caller's choice, for known answers only: a second use breaks the key. */
  byte[] seal(UUID keyId, SecretBytes key, Place place, byte[] plaintext, byte[] nonce) {
    return seal(tools.get().cipher(), keyId, key, place, plaintext, nonce);
  }

  private static byte[] seal(
      Cipher cipher, UUID keyId, SecretBytes key, Place place, byte[] plaintext, byte[] nonce) {
    byte[] sealed = new byte[HEADER_BYTES + plaintext.length + TAG_BYTES];
    sealed[0] = VERSION;
    Bytes.put(keyId, sealed, 1);
    System.arraycopy(nonce, 0, sealed, 1 + KEY_ID_BYTES, Nonces.BYTES);
    try {
      init(cipher, Cipher.ENCRYPT_MODE, keyId, key, place, sealed);
      cipher.doFinal(plaintext, 0, plaintext.length, sealed, HEADER_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Sealing failed.", e);
    }
  }

  /**
   * @throws SealBroken when the field was altered, moved, cut, or sealed under another key
   */
  public byte[] open(SecretBytes key, Place place, byte[] sealed) throws SealBroken {
    UUID keyId = keyId(sealed);
    Cipher cipher = tools.get().cipher();
    try {
      init(cipher, Cipher.DECRYPT_MODE, keyId, key, place, sealed);
      return cipher.doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
    } catch (GeneralSecurityException e) {
      throw new SealBroken("does not open in this place with this key");
    }
  }

  /** The id of the key that opens this field. */
  public static UUID keyId(byte[] sealed) throws SealBroken {
    if (sealed.length < HEADER_BYTES + TAG_BYTES) {
      throw new SealBroken("too short");
    }
    if (sealed[0] != VERSION) {
      throw new SealBroken("unknown version");
    }
    return Bytes.uuid(sealed, 1);
  }

  /** For the field whose nonce stands in the header. */
  private static void init(
      Cipher cipher, int mode, UUID keyId, SecretBytes key, Place place, byte[] sealed)
      throws GeneralSecurityException {
    GCMParameterSpec parameters =
        new GCMParameterSpec(TAG_BYTES * 8, sealed, 1 + KEY_ID_BYTES, Nonces.BYTES);
    cipher.init(mode, new CipherKey(key, "AES"), parameters);
    cipher.updateAAD(place.authenticated(keyId));
  }

  static Cipher newCipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no AES-GCM.", e);
    }
  }
}
