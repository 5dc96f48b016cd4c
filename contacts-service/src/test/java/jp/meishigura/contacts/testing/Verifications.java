package jp.meishigura.contacts.testing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often each token was verified. */
@ApplicationScoped
public class Verifications {

  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  void add(String token) {
    counts.merge(token, 1, Integer::sum);
  }

  public int of(String token) {
    return counts.getOrDefault(token, 0);
  }
}
