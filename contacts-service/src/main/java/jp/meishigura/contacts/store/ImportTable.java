package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.domain.imports.ImportSummary;
import jp.meishigura.platform.tx.TenantScope;
import org.jspecify.annotations.Nullable;

/** Imports of the current transaction's tenant. */
@ApplicationScoped
public class ImportTable {

  private static final String BEGIN =
      "insert into imports (id, tenant_id, caller_id, state, started_at)"
          + " values (?, ?, ?, 'running', ?)";
  private static final String COUNT =
      "update imports set created = created + ?, rejected = rejected + ?"
          + " where tenant_id = ? and id = ?";
  private static final String END =
      "update imports set state = ?, digest = ?, digest_version = ?, finished_at = ?"
          + " where tenant_id = ? and id = ?";
  private static final String FIND =
      "select state, created, rejected, digest, digest_version from imports where tenant_id = ? and id = ?";

  private final AgroalDataSource dataSource;

  ImportTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @param digest of all that was sent; empty while the import runs
   */
  public record Found(ImportSummary summary, Optional<Digest> digest) {}

  /**
   * Of all that was sent.
   *
   * @param version of the index keys that it is keyed by
   */
  public record Digest(int version, byte[] bytes) {}

  public void begin(UUID id, String caller, Instant at) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement begin = connection.prepareStatement(BEGIN)) {
      begin.setObject(1, id);
      begin.setObject(2, TenantScope.tenant().id());
      begin.setString(3, caller);
      begin.setObject(4, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
      begin.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("An import could not be begun.", e);
    }
  }

  public void count(UUID id, int created, int rejected) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setInt(1, created);
      count.setInt(2, rejected);
      count.setObject(3, TenantScope.tenant().id());
      count.setObject(4, id);
      count.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("An import could not be counted.", e);
    }
  }

  public void end(ImportSummary summary, Digest digest, Instant at) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement end = connection.prepareStatement(END)) {
      end.setString(1, summary.state().name().toLowerCase(Locale.ROOT));
      end.setBytes(2, digest.bytes());
      end.setInt(3, digest.version());
      end.setObject(4, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
      end.setObject(5, TenantScope.tenant().id());
      end.setObject(6, summary.id());
      end.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("An import could not be ended.", e);
    }
  }

  public Optional<Found> find(UUID id) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setObject(1, TenantScope.tenant().id());
      find.setObject(2, id);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        ImportSummary.State state =
            ImportSummary.State.valueOf(row.getString(1).toUpperCase(Locale.ROOT));
        byte @Nullable [] digest = row.getBytes(4);
        return Optional.of(
            new Found(
                new ImportSummary(id, state, row.getLong(2), row.getLong(3)),
                digest == null
                    ? Optional.empty()
                    : Optional.of(new Digest(row.getInt(5), digest))));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("An import could not be read.", e);
    }
  }
}
