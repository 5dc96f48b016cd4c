package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.platform.tx.TenantScope;
import org.jspecify.annotations.Nullable;

/** The registered purposes of the current transaction's tenant. */
@ApplicationScoped
public class PurposeTable {

  private static final String APPLY =
      "insert into purposes as known (tenant_id, code, version, fields, registered_at)"
          + " values (?, ?, ?, ?, ?)"
          + " on conflict (tenant_id, code) do update set version = excluded.version,"
          + " fields = excluded.fields, registered_at = excluded.registered_at"
          + " where known.version < excluded.version";
  private static final String FIND = "select fields from purposes where tenant_id = ? and code = ?";

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,59}");

  private final AgroalDataSource dataSource;

  PurposeTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  public void apply(StatedPurpose.Registered purpose, int version, Instant registeredAt) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement apply = connection.prepareStatement(APPLY)) {
      apply.setObject(1, TenantScope.tenant().id());
      apply.setString(2, purpose.code());
      apply.setInt(3, version);
      apply.setArray(4, connection.createArrayOf("text", FieldNames.of(purpose.fields())));
      apply.setObject(5, OffsetDateTime.ofInstant(registeredAt, ZoneOffset.UTC));
      apply.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("A purpose could not be written.", e);
    }
  }

  /** What a caller stated, looked up. */
  public StatedPurpose stated(@Nullable String code) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setObject(1, TenantScope.tenant().id());
      find.setString(2, isCode(code) ? code : null);
      try (ResultSet row = find.executeQuery()) {
        return stated(code, row.next() ? row.getArray(1) : null);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Purposes could not be read.", e);
    }
  }

  /** Whether a purpose could have this code. */
  static boolean isCode(@Nullable String stated) {
    return stated != null && CODE.matcher(stated).matches();
  }

  /**
   * What a caller stated.
   *
   * @param fields of the purpose with that code, where there is one
   */
  static StatedPurpose stated(@Nullable String code, @Nullable Array fields) throws SQLException {
    if (code == null || code.isBlank()) {
      return new StatedPurpose.None();
    }
    if (!isCode(code)) {
      // It goes no further than this: it may be anything that somebody typed into the wrong place.
      return new StatedPurpose.Unregistered("");
    }
    return fields == null
        ? new StatedPurpose.Unregistered(code)
        : new StatedPurpose.Registered(code, FieldNames.read(fields));
  }
}
