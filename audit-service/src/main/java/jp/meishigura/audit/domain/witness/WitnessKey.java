package jp.meishigura.audit.domain.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose cosignatures are taken: an Ed25519 key of signature type 0x04 (C2SP tlog-cosignature). */
public final class WitnessKey {

  /** As verifiers read at the most (docs/verifying-the-log.md). */
  private static final int MOST_LINES = 100;

  private static final byte COSIGNATURE = 4;
  private static final int PUBLIC_KEY_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final int SIGNATURE_BYTES = 64;
  // The year 9999: what lies beyond is no time, and PostgreSQL's and Java's calendars end
  // somewhere.
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final Pattern VKEY =
      Pattern.compile("([^+\\s\\p{Z}\\p{Cntrl}]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+=*)");
  private static final Pattern LINE = Pattern.compile("\u2014 (\\S+) ([A-Za-z0-9+/]+=*)");
  // RFC 8410: what stands before the 32 bytes in an X.509 SubjectPublicKeyInfo.
  private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String vkey;
  private final String name;
  private final byte[] id;
  private final PublicKey key;

  private WitnessKey(String vkey, String name, byte[] id, PublicKey key) {
    this.vkey = vkey;
    this.name = name;
    this.id = id;
    this.key = key;
  }

  /**
   * Reads a key as its owner publishes it: {@code name+id+base64(0x04 || 32 bytes)}.
   *
   * @throws IllegalArgumentException when it is none, also where the id is not that of name and key
   */
  public static WitnessKey parse(String vkey) {
    Matcher parts = VKEY.matcher(vkey);
    if (!parts.matches()) {
      throw new IllegalArgumentException("A witness's key is written name+id+base64.");
    }
    byte[] typed = Base64.getDecoder().decode(parts.group(3));
    if (typed.length != 1 + PUBLIC_KEY_BYTES || typed[0] != COSIGNATURE) {
      throw new IllegalArgumentException(
          "A witness's key is an Ed25519 key of signature type 4 (cosignature/v1).");
    }
    byte[] id = id(parts.group(1), typed);
    if (!HexFormat.of().formatHex(id).equals(parts.group(2))) {
      throw new IllegalArgumentException("The id of a witness's key is not that of its key.");
    }
    return new WitnessKey(vkey, parts.group(1), id, publicKey(typed));
  }

  private static byte[] id(String name, byte[] typed) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((name + "\n").getBytes(UTF_8));
      return Arrays.copyOf(sha256.digest(typed), ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no SHA-256.", e);
    }
  }

  private static PublicKey publicKey(byte[] typed) {
    byte[] encoded =
        ByteBuffer.allocate(X509_ED25519.length + PUBLIC_KEY_BYTES)
            .put(X509_ED25519)
            .put(typed, 1, PUBLIC_KEY_BYTES)
            .array();
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      // Only this looks whether it is a point at all.
      Signature.getInstance("Ed25519").initVerify(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("A witness's key is no point of Ed25519.", e);
    }
  }

  /** The key as it was given. */
  public String vkey() {
    return vkey;
  }

  /**
   * This key's cosignature in a witness's answer. Lines of other keys are passed over, as
   * tlog-witness demands; anything that is no signature line, or is one in this key's name and not
   * over this text, spoils the answer.
   *
   * @param text of the checkpoint, without its signatures
   * @param answer signature lines
   */
  public Optional<Cosignature> cosignature(String text, String answer) {
    String[] lines = answer.split("\n", -1);
    if (lines.length > MOST_LINES || !lines[lines.length - 1].isEmpty()) {
      return Optional.empty();
    }
    Optional<Cosignature> own = Optional.empty();
    for (String line : Arrays.asList(lines).subList(0, lines.length - 1)) {
      Matcher parts = LINE.matcher(line);
      Optional<byte[]> bytes = parts.matches() ? decoded(parts.group(2)) : Optional.empty();
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      if (isOwn(parts.group(1), bytes.get())) {
        own = verified(text, bytes.get());
        if (own.isEmpty()) {
          return own;
        }
      }
    }
    return own;
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length > ID_BYTES ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isOwn(String signer, byte[] bytes) {
    return signer.equals(name) && Arrays.equals(id, Arrays.copyOf(bytes, ID_BYTES));
  }

  private Optional<Cosignature> verified(String text, byte[] bytes) {
    if (bytes.length != ID_BYTES + Long.BYTES + SIGNATURE_BYTES) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(bytes).getLong(ID_BYTES);
    if (seconds < 0 || seconds > LAST_SECOND) {
      return Optional.empty();
    }
    String signed = "cosignature/v1\ntime " + seconds + "\n" + text;
    if (!verifies(signed.getBytes(UTF_8), bytes)) {
      return Optional.empty();
    }
    // Written anew: base64 has several spellings for the same bytes, and readers take one.
    String line = "\u2014 " + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    return Optional.of(new Cosignature(vkey, Instant.ofEpochSecond(seconds), line));
  }

  private boolean verifies(byte[] message, byte[] bytes) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(message);
      return ed25519.verify(bytes, ID_BYTES + Long.BYTES, SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      // Some signatures that are none are told so.
      return false;
    }
  }

  /** The key's name. */
  @Override
  public String toString() {
    return name;
  }
}
