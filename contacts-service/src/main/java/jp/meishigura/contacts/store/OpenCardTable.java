package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.store.CardStore.CreatedPosition;
import jp.meishigura.platform.tx.TenantScope;

/** Which cards may be open for a purpose; of the current transaction's tenant. */
@ApplicationScoped
public class OpenCardTable {

  private static final String NEWEST_FIRST =
      "select c.id from cards c"
          + " join processing_states s on s.tenant_id = c.tenant_id and s.card_id = c.id"
          + " where c.tenant_id = ? and s.purpose = ? and s.status = any(?)"
          + " and (s.valid_until is null or s.valid_until > now())"
          + " and (c.created_at, c.id) < (?, ?)"
          + " order by c.created_at desc, c.id desc limit ?";

  private static final UUID AFTER_ALL = new UUID(-1, -1);

  private final AgroalDataSource dataSource;

  OpenCardTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Newest first, from the first or after the one with this time and id. */
  public List<UUID> newestFirst(String purpose, Optional<CreatedPosition> after, int limit) {
    OffsetDateTime time =
        after
            .map(last -> OffsetDateTime.ofInstant(last.createdAt(), ZoneOffset.UTC))
            .orElse(OffsetDateTime.MAX);
    UUID id = after.map(CreatedPosition::id).orElse(AFTER_ALL);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement find = connection.prepareStatement(NEWEST_FIRST)) {
      find.setObject(1, TenantScope.tenant().id());
      find.setString(2, purpose);
      find.setArray(3, connection.createArrayOf("text", StateTable.permitting()));
      find.setObject(4, time);
      find.setObject(5, id);
      find.setInt(6, limit);
      List<UUID> cards = new ArrayList<>();
      try (ResultSet row = find.executeQuery()) {
        while (row.next()) {
          cards.add(row.getObject(1, UUID.class));
        }
      }
      return cards;
    } catch (SQLException e) {
      throw new IllegalStateException("Open cards could not be listed.", e);
    }
  }
}
