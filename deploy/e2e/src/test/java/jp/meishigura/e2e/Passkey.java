package jp.meishigura.e2e;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A passkey, computed as a phone or a security key does (Web Authentication level 2): ES256, no
 * attestation, a signature counter. Its answers are the fields of Keycloak's forms.
 */
final class Passkey {
  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;
  private static final int CREDENTIAL_ATTACHED = 0x40;
  private static final int COORDINATE_BYTES = 32;

  private final KeyPair keys;
  private final byte[] id;
  private int counter;

  private Passkey(KeyPair keys, byte[] id, int counter) {
    this.keys = keys;
    this.id = id;
    this.counter = counter;
  }

  static Passkey fresh() {
    byte[] id = new byte[32];
    new SecureRandom().nextBytes(id);
    return new Passkey(p256(), id, 0);
  }

  /** Another key that claims to be this passkey. */
  Passkey imitated() {
    return new Passkey(p256(), id, counter);
  }

  /** A copy as it was before it was ever used. */
  Passkey cloned() {
    return new Passkey(keys, id, 0);
  }

  /** What registers this passkey (section 7.1). */
  Map<String, String> registration(Ceremony asked) {
    byte[] data =
        authenticatorData(asked, USER_PRESENT | USER_VERIFIED | CREDENTIAL_ATTACHED, credential());
    Map<String, Object> attestation = new LinkedHashMap<>();
    attestation.put("fmt", "none");
    attestation.put("attStmt", Map.of());
    attestation.put("authData", data);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("clientDataJSON", base64(clientData("webauthn.create", asked)));
    form.put("attestationObject", base64(Cbor.encode(attestation)));
    form.put("publicKeyCredentialId", base64(id));
    form.put("authenticatorLabel", "a key in software");
    form.put("transports", "internal");
    form.put("error", "");
    return form;
  }

  /** What logs in with this passkey (section 7.2). */
  Map<String, String> assertion(Ceremony asked) {
    return assertion(asked, USER_PRESENT | USER_VERIFIED);
  }

  /** The same from a key that nobody touched. */
  Map<String, String> assertionOfNobody(Ceremony asked) {
    return assertion(asked, 0);
  }

  private Map<String, String> assertion(Ceremony asked, int flags) {
    byte[] data = authenticatorData(asked, flags, new byte[0]);
    byte[] client = clientData("webauthn.get", asked);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("clientDataJSON", base64(client));
    form.put("authenticatorData", base64(data));
    form.put("signature", base64(signed(data, sha256(client))));
    form.put("credentialId", base64(id));
    form.put("userHandle", "");
    form.put("error", "");
    return form;
  }

  /** Section 6.1. */
  private byte[] authenticatorData(Ceremony asked, int flags, byte[] credential) {
    counter++;
    return ByteBuffer.allocate(37 + credential.length)
        .put(sha256(asked.rpId().getBytes(StandardCharsets.UTF_8)))
        .put((byte) flags)
        .putInt(counter)
        .put(credential)
        .array();
  }

  /** Section 6.5.1: an AAGUID of zeros, the id, the public key in COSE's form (RFC 9053). */
  private byte[] credential() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    Map<Integer, Object> cose = new LinkedHashMap<>();
    cose.put(1, 2);
    cose.put(3, -7);
    cose.put(-1, 1);
    cose.put(-2, coordinate(key.getW().getAffineX()));
    cose.put(-3, coordinate(key.getW().getAffineY()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[16]);
    out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) id.length).array());
    out.writeBytes(id);
    out.writeBytes(Cbor.encode(cose));
    return out.toByteArray();
  }

  /** What the browser, not the key, vouches for (section 5.8.1). */
  private static byte[] clientData(String type, Ceremony asked) {
    return """
    {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}\
    """
        .formatted(type, asked.challenge(), asked.origin())
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] signed(byte[]... parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      for (byte[] part : parts) {
        signature.update(part);
      }
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ES256", e);
    }
  }

  private static KeyPair p256() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Big-endian and always 32 bytes: BigInteger drops leading zeros and adds one for the sign. */
  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return fixed;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
