package jp.meishigura.platform.http;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Supplier;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
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

  private final AgroalDataSource dataSource;

  /**
   * @param resource what the creation made, as its maker named it
   * @param replayed whether an earlier request with the same key made it
   */
  public record Once(String resource, boolean replayed) {}

  public Idempotency(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
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
    try (Connection connection = dataSource.getConnection()) {
      if (claim(connection, caller, key, fingerprint)) {
        String resource = create.get();
        keep(connection, caller, key, resource);
        return new Once(resource, false);
      }
      return new Once(find(connection, caller, key, fingerprint), true);
    } catch (SQLException e) {
      throw new IllegalStateException("The idempotency key could not be claimed.", e);
    }
  }

  private static boolean claim(Connection connection, Caller caller, String key, byte[] fingerprint)
      throws SQLException {
    try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
      claim.setObject(1, caller.tenant().id());
      claim.setString(2, caller.id());
      claim.setString(3, key);
      claim.setBytes(4, fingerprint);
      return claim.executeUpdate() == 1;
    }
  }

  private static void keep(Connection connection, Caller caller, String key, String resource)
      throws SQLException {
    try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
      keep.setString(1, resource);
      keep.setObject(2, caller.tenant().id());
      keep.setString(3, caller.id());
      keep.setString(4, key);
      keep.executeUpdate();
    }
  }

  private static String find(Connection connection, Caller caller, String key, byte[] fingerprint)
      throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setObject(1, caller.tenant().id());
      find.setString(2, caller.id());
      find.setString(3, key);
      try (ResultSet row = find.executeQuery()) {
        if (row.next() && Arrays.equals(row.getBytes(1), fingerprint)) {
          return row.getString(2);
        }
      }
    }
    throw Problem.of(
            422, "idempotency-key-reused", "This Idempotency-Key was used for another request")
        .detail("Use a new key for a new request, and the same one only to send a request again.")
        .exception();
  }
}
