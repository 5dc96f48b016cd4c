package jp.meishigura.gateway.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.platform.seal.SecretBytes;

/**
 * Carries the secrets of one request to and from Vault beside the driver, which makes Strings of
 * all that it sends and receives, and a String cannot be zeroed. The driver gets a mark in place of
 * each secret; {@link AsideClient} puts the one for the other in the bytes on the wire.
 */
final class Aside implements AutoCloseable {

  /** As both Vault and OpenBao write it: Go's encoder sets no spaces. */
  private static final byte[] MEMBER = "\"plaintext\":\"".getBytes(US_ASCII);

  /** Base64 has no hyphen: a mark is no secret, and no secret is a mark. */
  private static final String MARK = "aside-";

  private static final String BROKEN = MARK + "broken";

  /** No mark is longer. */
  private static final int MARK_ROOM = MARK.length() + 10;

  private final List<byte[]> outgoing = new ArrayList<>();
  private final List<SecretBytes> incoming = new ArrayList<>();

  /** The mark to write where Vault is to read the secret. */
  String send(SecretBytes secret) {
    outgoing.add(Base64.getEncoder().encode(secret.expose()));
    return MARK + (outgoing.size() - 1);
  }

  /**
   * The secrets of an answer, which belong to the caller from here.
   *
   * @param marks as they were read in the answer
   * @throws KeysUnavailable when one of them is not what Vault should answer; then all are given up
   */
  List<SecretBytes> received(List<String> marks) {
    List<SecretBytes> secrets = new ArrayList<>();
    for (String mark : marks) {
      if (mark.equals(BROKEN)) {
        throw new KeysUnavailable("decrypt: answered something that is not Base64");
      }
      // Marks are given in the order of the answer, each once.
      if (!mark.equals(MARK + secrets.size()) || secrets.size() == incoming.size()) {
        throw new KeysUnavailable("decrypt: answered something of another form");
      }
      secrets.add(incoming.get(secrets.size()));
    }
    if (secrets.size() != incoming.size()) {
      throw new KeysUnavailable("decrypt: answered more than it was asked for");
    }
    incoming.clear();
    return secrets;
  }

  /** A request's body with the secrets in it: to be zeroed when it was sent. */
  byte[] filled(byte[] body) {
    int longer = outgoing.stream().mapToInt(secret -> secret.length).sum();
    return swapped(body, body.length + longer, value -> outgoing.get(number(value)));
  }

  /** An answer's body without the secrets in it, which are kept here; zeroes the one given. */
  byte[] emptied(byte[] body) {
    giveUp();
    try {
      return swapped(body, body.length + count(body) * MARK_ROOM, this::keep);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /** An empty one is no secret: the driver may see it, and its reader refuses it. */
  private byte[] keep(byte[] base64) {
    if (base64.length == 0) {
      return base64;
    }
    try {
      incoming.add(SecretBytes.owning(Base64.getDecoder().decode(base64)));
      return (MARK + (incoming.size() - 1)).getBytes(US_ASCII);
    } catch (IllegalArgumentException e) {
      // Its message quotes what it could not read.
      return BROKEN.getBytes(US_ASCII);
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  private static int number(byte[] mark) {
    return Integer.parseInt(new String(mark, US_ASCII).substring(MARK.length()));
  }

  /** Each plaintext replaced; nothing is copied but into the result. */
  private static byte[] swapped(byte[] body, int most, UnaryOperator<byte[]> swap) {
    ByteBuffer out = ByteBuffer.allocate(most);
    int done = 0;
    for (int at = next(body, 0); at >= 0; at = next(body, done)) {
      int begin = at + MEMBER.length;
      int end = begin;
      while (end < body.length && body[end] != '"') {
        end++;
      }
      out.put(body, done, begin - done).put(swap.apply(Arrays.copyOfRange(body, begin, end)));
      done = end;
    }
    out.put(body, done, body.length - done);
    byte[] result = Arrays.copyOf(out.array(), out.position());
    Arrays.fill(out.array(), (byte) 0);
    return result;
  }

  private static int count(byte[] body) {
    int number = 0;
    for (int at = next(body, 0); at >= 0; at = next(body, at + 1)) {
      number++;
    }
    return number;
  }

  private static int next(byte[] body, int from) {
    for (int at = from; at <= body.length - MEMBER.length; at++) {
      if (Arrays.equals(body, at, at + MEMBER.length, MEMBER, 0, MEMBER.length)) {
        return at;
      }
    }
    return -1;
  }

  private void giveUp() {
    incoming.forEach(SecretBytes::close);
    incoming.clear();
  }

  @Override
  public void close() {
    outgoing.forEach(secret -> Arrays.fill(secret, (byte) 0));
    giveUp();
  }
}
