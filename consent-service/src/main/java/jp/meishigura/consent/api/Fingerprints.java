package jp.meishigura.consent.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digests of requests, by which a key that is used for two of them is noticed. A plain digest will
 * do: no request here holds personal data.
 */
@ApplicationScoped
class Fingerprints {

  private final ObjectMapper json;

  Fingerprints(ObjectMapper json) {
    this.json = json;
  }

  byte[] of(String operation, Object body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(json.writeValueAsBytes(operation));
      return digest.digest(json.writeValueAsBytes(body));
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException("A request could not be digested.", e);
    }
  }
}
