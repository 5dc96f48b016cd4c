package jp.meishigura.verifier.testlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Signs notes as a log and as a witness does, written apart from what is tested. */
public final class NoteSigner {
  private final String name;
  private final KeyPair pair;

  public NoteSigner(String name) {
    this.name = name;
    try {
      this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String name() {
    return name;
  }

  public String vkey() {
    return vkey(1);
  }

  public String witnessVkey() {
    return vkey(4);
  }

  private String vkey(int type) {
    byte[] typed = typed(type);
    return name
        + '+'
        + HexFormat.of().formatHex(id(type))
        + '+'
        + Base64.getEncoder().encodeToString(typed);
  }

  /** The note of that text, signed. */
  public String sign(String text) {
    return text + '\n' + line(text);
  }

  /** A log's signature line. */
  public String line(String text) {
    return line(id(1), ed25519(text));
  }

  /** A witness's signature line. */
  public String cosign(String text, long seconds) {
    byte[] signature = ed25519("cosignature/v1\ntime " + seconds + "\n" + text);
    return line(
        id(4), ByteBuffer.allocate(8 + signature.length).putLong(seconds).put(signature).array());
  }

  private String line(byte[] id, byte[] signature) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(id);
    both.writeBytes(signature);
    return "— " + name + ' ' + Base64.getEncoder().encodeToString(both.toByteArray()) + '\n';
  }

  private byte[] typed(int type) {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] typed = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
    typed[0] = (byte) type;
    return typed;
  }

  private byte[] id(int type) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((name + '\n').getBytes(UTF_8));
      return Arrays.copyOf(sha256.digest(typed(type)), 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] ed25519(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
