package jp.meishigura.consent.domain.link;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a token's 256 random bits. A slow hash would add nothing: there is nothing to guess.
 *
 * @param hex lower-case
 */
public record TokenHash(String hex) {

  static TokenHash of(byte[] token) {
    try {
      return new TokenHash(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
