package jp.meishigura.platform.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import jp.meishigura.platform.tx.Statements;
import org.jspecify.annotations.Nullable;

/**
 * A creation that is sent twice happens once. The key is claimed in the creating transaction: a
 * second request with the same key waits for the first one and then gets its result.
 */
@ApplicationScoped
public class Idempotency {

  private static final int MAX_KEY = 200;

  private static final String CLAIM =
      "insert into idempotency_keys (tenant_id, caller_id, key, fingerprint) values (?, ?, ?, ?)"
          + " on conflict do nothing";
  private static final String FIND =
      "select fingerprint, resource from idempotency_keys where tenant_id = ? and caller_id = ?"
          + " and key = ?";
  private static final String KEEP =
      "update idempotency_keys set resource = ? where tenant_id = ? and caller_id = ? and key = ?";

  private final Statements statements;

  /**
   * @param resource what the creation made, as its maker named it
   * @param replayed whether an earlier request with the same key made it
   */
  public record Once(String resource, boolean replayed) {}

  public Idempotency(Statements statements) {
    this.statements = statements;
  }

  /**
   * Runs {@code create} unless the caller's key has been used; in the current transaction.
   *
   * @param key the Idempotency-Key header; null means that the creation is not to be remembered
   * @param fingerprint a keyed or otherwise unguessable digest of the request, to catch a key that
   *     is used for two different requests (422)
   * @param create makes the resource and returns its name
   */
  public Once once(
      Caller caller, @Nullable String key, byte[] fingerprint, Supplier<String> create) {
    if (key == null) {
      return new Once(create.get(), false);
    }
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw Problem.of(400, "invalid-idempotency-key", "This Idempotency-Key cannot be used")
          .detail("Use 1 to 200 characters, a UUID for example.")
          .exception();
    }
    Object[] whose = {caller.tenant().id(), caller.id(), key};
    if (statements.update(CLAIM, whose[0], whose[1], whose[2], fingerprint) == 1) {
      String resource = create.get();
      statements.update(KEEP, resource, whose[0], whose[1], whose[2]);
      return new Once(resource, false);
    }
    return new Once(find(fingerprint, whose), true);
  }

  private String find(byte[] fingerprint, Object... whose) {
    return statements
        .select(row -> Map.entry(row.getBytes(1), row.getString(2)), FIND, whose)
        .stream()
        .filter(made -> Arrays.equals(made.getKey(), fingerprint))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(Idempotency::reused);
  }

  private static ProblemException reused() {
    return Problem.of(
            422, "idempotency-key-reused", "This Idempotency-Key was used for another request")
        .detail("Use a new key for a new request, and the same one only to send a request again.")
        .exception();
  }
}
