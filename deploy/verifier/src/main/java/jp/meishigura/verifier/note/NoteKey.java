package jp.meishigura.verifier.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.text.StrictBase64;

/**
 * A public key as a verifier is given it: {@code name+id+base64(type || 32 bytes)} (C2SP
 * signed-note, "Verifier keys").
 */
public final class NoteKey {
  private static final int TEXT_LIMIT = 1024;
  private static final int PUBLIC_KEY_BYTES = 32;
  // The name may not hold a plus, base64 may: the first two separate.
  private static final Pattern VKEY = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+(.+)");
  // RFC 8410: what stands before the 32 bytes in an X.509 SubjectPublicKeyInfo.
  private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String text;
  private final String name;
  private final int id;
  private final KeyKind kind;
  private final PublicKey key;

  private NoteKey(String text, String name, int id, KeyKind kind, PublicKey key) {
    this.text = text;
    this.name = name;
    this.id = id;
    this.kind = kind;
    this.key = key;
  }

  /**
   * Reads a key of the expected kind.
   *
   * @throws Refused as {@link Failure#MALFORMED}, also where the id is not the one that name, type
   *     and key give
   */
  public static NoteKey parse(String vkey, KeyKind kind) throws Refused {
    Matcher parts = VKEY.matcher(vkey);
    if (vkey.length() > TEXT_LIMIT || !parts.matches() || !KeyName.isValid(parts.group(1))) {
      throw malformed("a key is written name+id+base64");
    }
    String name = parts.group(1);
    byte[] typed = StrictBase64.decode(parts.group(3), "the key of " + name);
    if (typed.length != 1 + PUBLIC_KEY_BYTES || typed[0] != kind.type()) {
      throw malformed("the key of " + name + " is no Ed25519 key of signature type " + kind.type());
    }
    int id = id(name, typed);
    if (!HexFormat.of().toHexDigits(id).equals(parts.group(2))) {
      throw malformed("the key id of " + name + " is not that of its key");
    }
    return new NoteKey(vkey, name, id, kind, publicKey(name, typed));
  }

  private static int id(String name, byte[] typed) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((name + '\n').getBytes(UTF_8));
      byte[] hash = sha256.digest(typed);
      return ByteBuffer.wrap(hash).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static PublicKey publicKey(String name, byte[] typed) throws Refused {
    byte[] encoded = Arrays.copyOf(X509_ED25519, X509_ED25519.length + PUBLIC_KEY_BYTES);
    System.arraycopy(typed, 1, encoded, X509_ED25519.length, PUBLIC_KEY_BYTES);
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature.getInstance("Ed25519").initVerify(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw malformed("the key of " + name + " is no point of Ed25519");
    }
  }

  private static Refused malformed(String detail) {
    return new Refused(Failure.MALFORMED, detail);
  }

  /** The name, which for a log's key is its origin. */
  public String name() {
    return name;
  }

  /** What its signatures are over. */
  public KeyKind kind() {
    return kind;
  }

  /** Whether a signature says that it is of this key: name and id, not one of them. */
  boolean made(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId() == id;
  }

  /** Whether this is an Ed25519 signature (RFC 8032) of this key over the message. */
  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(message);
      return ed25519.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature of another length, or one that is no point: not of this key.
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The key as it was given. */
  @Override
  public String toString() {
    return text;
  }
}
