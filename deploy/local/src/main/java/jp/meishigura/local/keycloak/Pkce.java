package jp.meishigura.local.keycloak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** Proof key of one login (RFC 7636, S256): every public client of the realm must bring one. */
final class Pkce {
  private static final int BYTES = 32;

  private final String verifier;

  Pkce() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    this.verifier = base64(bytes);
  }

  Map<String, String> challenge() {
    try {
      byte[] ascii = verifier.getBytes(StandardCharsets.US_ASCII);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(ascii);
      return Map.of("code_challenge", base64(hash), "code_challenge_method", "S256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  String verifier() {
    return verifier;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
