package jp.meishigura.consent.domain.link;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What makes a link work: 256 random bits that exist in clear only in the mail and, while it is
 * written, in memory. Prints nothing.
 */
public final class LinkToken {

  private static final int LENGTH = 32;

  /** 32 bytes in base64url without padding. */
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final byte[] bytes;

  private LinkToken(byte[] bytes) {
    this.bytes = bytes;
  }

  public static LinkToken fresh(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new LinkToken(bytes);
  }

  /** Reads a token; empty for anything that {@link #text()} does not write, to the last bit. */
  public static Optional<LinkToken> parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    LinkToken token = new LinkToken(Base64.getUrlDecoder().decode(text));
    // The last of the 43 characters has two bits to spare: one token, one spelling.
    return token.text().equals(text) ? Optional.of(token) : Optional.empty();
  }

  /** The token itself, for the mail. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What may be stored. */
  public TokenHash hash() {
    return TokenHash.of(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkToken that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "***";
  }
}
