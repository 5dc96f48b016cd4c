package jp.meishigura.bench.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The other side: the JDK's AES-GCM on the same bytes and nothing else. One cipher for good, a key
 * made ready once per card, authenticated bytes laid out beforehand, a counter for nonces, and
 * everything written into one buffer that is used again.
 */
final class BareCipher {

  private final Cipher cipher = cipher();
  private final byte[] out = new byte[4096];
  private final byte[] nonce = new byte[12];
  private long counter;

  /** What is authenticated with each value of a card. */
  static List<byte[]> authenticated(SampleCard card, UUID tenant, UUID subject, UUID keyId) {
    List<byte[]> authenticated = new ArrayList<>(SampleCard.FIELDS);
    for (String name : card.names()) {
      byte[] field = name.getBytes(UTF_8);
      ByteBuffer bytes = ByteBuffer.allocate(48 + field.length);
      for (UUID id : List.of(tenant, subject, keyId)) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      }
      authenticated.add(bytes.put(field).array());
    }
    return authenticated;
  }

  int seal(SampleCard card, byte[] key, List<byte[]> authenticated) {
    int length = 0;
    try {
      SecretKeySpec secret = new SecretKeySpec(key, "AES");
      for (int at = 0; at < SampleCard.FIELDS; at++) {
        counter++;
        for (int one = 0; one < Long.BYTES; one++) {
          nonce[one] = (byte) (counter >>> (8 * one));
        }
        byte[] plaintext = card.plaintexts().get(at);
        cipher.init(Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(authenticated.get(at));
        length += cipher.doFinal(plaintext, 0, plaintext.length, out, 0);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return length;
  }

  /** Opens sealed fields, of which it knows where nonce (17) and ciphertext (29) begin. */
  int open(byte[] key, List<byte[]> authenticated, List<byte[]> sealed) {
    int length = 0;
    try {
      SecretKeySpec secret = new SecretKeySpec(key, "AES");
      for (int at = 0; at < SampleCard.FIELDS; at++) {
        byte[] field = sealed.get(at);
        cipher.init(Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(128, field, 17, 12));
        cipher.updateAAD(authenticated.get(at));
        length += cipher.doFinal(field, 29, field.length - 29, out, 0);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return length;
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no AES-GCM.", e);
    }
  }
}
