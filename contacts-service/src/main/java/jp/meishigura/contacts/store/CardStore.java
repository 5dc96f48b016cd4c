package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.sealed.SealedValue;
import jp.meishigura.platform.tx.TenantScope;

/** Cards of the current transaction's tenant. */
@ApplicationScoped
public class CardStore {

  /** Past Hibernate: a batch of an import goes out as one statement, three times as fast. */
  private static final String INSERT =
      "insert into cards (id, tenant_id, key_id, revision, owner_id, value_names, value_sealed,"
          + " value_sources, sources, created_at, updated_at)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)";

  private static final String CHANGE_KEY =
      "update cards set key_id = ?, revision = ?, value_sealed = ?"
          + " where tenant_id = ? and id = ? and revision = ?";

  private final AgroalDataSource dataSource;
  private final CardRows rows;
  private final SourcesJson sources;

  CardStore(AgroalDataSource dataSource, CardRows rows, SourcesJson sources) {
    this.dataSource = dataSource;
    this.rows = rows;
    this.sources = sources;
  }

  public void insert(List<SealedCard> cards) {
    UUID tenant = TenantScope.tenant().id();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (SealedCard card : cards) {
        insert.setObject(1, card.id());
        insert.setObject(2, tenant);
        insert.setObject(3, card.keyId());
        insert.setLong(4, card.revision());
        insert.setString(5, card.owner());
        insert.setArray(6, array(connection, "text", names(card.values())));
        insert.setArray(7, array(connection, "bytea", sealed(card.values())));
        insert.setArray(8, array(connection, "int2", places(card.values())));
        insert.setString(9, sources.write(card.sources()));
        insert.setObject(10, OffsetDateTime.ofInstant(card.createdAt(), ZoneOffset.UTC));
        insert.setObject(11, OffsetDateTime.ofInstant(card.updatedAt(), ZoneOffset.UTC));
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("Cards could not be written.", e);
    }
  }

  public Optional<SealedCard> find(UUID id) {
    return rows.byIds(List.of(id)).stream().findFirst().map(this::card);
  }

  /** Those that exist, in no order. */
  public List<SealedCard> find(Collection<UUID> ids) {
    return ids.isEmpty() ? List.of() : cards(rows.byIds(ids));
  }

  /** Newest first, from the first or after the one with this time and id. */
  public List<SealedCard> newestFirst(Optional<CreatedPosition> after, int limit) {
    return cards(
        after
            .map(last -> rows.newestFirst(last.createdAt(), last.id(), limit))
            .orElseGet(() -> rows.newestFirst(limit)));
  }

  /** In the order of ids, from the first or after this one. */
  public List<SealedCard> inOrderOfIds(Optional<UUID> after, int limit) {
    return cards(
        after
            .map(last -> rows.inOrderOfIds(last, limit))
            .orElseGet(() -> rows.inOrderOfIds(limit)));
  }

  /** The card, which nobody else changes until this transaction ends. */
  public Optional<SealedCard> findToChange(UUID id) {
    return Optional.ofNullable(rows.findById(id, LockModeType.PESSIMISTIC_WRITE)).map(this::card);
  }

  /** Replaces what can change of a card that {@link #findToChange} found. */
  public void change(SealedCard card) {
    CardEntity row = rows.findById(card.id());
    row.revision = card.revision();
    row.valueNames = names(card.values());
    row.valueSealed = sealed(card.values());
    row.valueSources = places(card.values());
    row.sources = sources.write(card.sources());
    row.updatedAt = card.updatedAt();
    rows.flush();
  }

  /**
   * Puts cards under other keys, with all values sealed anew and nothing else changed.
   *
   * @param anew each with the revision after the one that was read
   * @return ids of those that nobody had changed since
   */
  public List<UUID> changeKeys(List<SealedCard> anew) {
    List<UUID> changed = new ArrayList<>(anew.size());
    try (Connection connection = dataSource.getConnection();
        PreparedStatement change = connection.prepareStatement(CHANGE_KEY)) {
      for (SealedCard card : anew) {
        change.setObject(1, card.keyId());
        change.setLong(2, card.revision());
        change.setArray(3, array(connection, "bytea", sealed(card.values())));
        change.setObject(4, TenantScope.tenant().id());
        change.setObject(5, card.id());
        change.setLong(6, card.revision() - 1);
        change.addBatch();
      }
      int[] counts = change.executeBatch();
      for (int one = 0; one < counts.length; one++) {
        if (counts[one] == 1) {
          changed.add(anew.get(one).id());
        }
      }
      return changed;
    } catch (SQLException e) {
      throw new IllegalStateException("Cards could not be put under other keys.", e);
    }
  }

  private List<SealedCard> cards(List<CardEntity> found) {
    return found.stream().map(this::card).toList();
  }

  private SealedCard card(CardEntity row) {
    return new SealedCard(
        row.id,
        row.keyId,
        row.revision,
        row.ownerId,
        values(row.valueNames, row.valueSealed, row.valueSources),
        sources.read(row.sources),
        row.createdAt,
        row.updatedAt);
  }

  /** The card in a row that begins with its columns. */
  SealedCard read(ResultSet row) throws SQLException {
    return new SealedCard(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getLong(3),
        row.getString(4),
        values(
            (String[]) row.getArray(5).getArray(),
            (byte[][]) row.getArray(6).getArray(),
            (Short[]) row.getArray(7).getArray()),
        sources.read(row.getString(8)),
        row.getObject(9, OffsetDateTime.class).toInstant(),
        row.getObject(10, OffsetDateTime.class).toInstant());
  }

  private static List<SealedValue> values(String[] names, byte[][] sealed, Short[] places) {
    List<SealedValue> values = new ArrayList<>(names.length);
    for (int i = 0; i < names.length; i++) {
      values.add(new SealedValue(names[i], sealed[i], places[i]));
    }
    return values;
  }

  private static Array array(Connection connection, String type, Object[] elements)
      throws SQLException {
    return connection.createArrayOf(type, elements);
  }

  private static String[] names(List<SealedValue> values) {
    return values.stream().map(SealedValue::name).toArray(String[]::new);
  }

  private static byte[][] sealed(List<SealedValue> values) {
    return values.stream().map(SealedValue::bytes).toArray(byte[][]::new);
  }

  private static Short[] places(List<SealedValue> values) {
    return values.stream().map(value -> (short) value.source()).toArray(Short[]::new);
  }

  /** Where a page in the order of creation ended. */
  public record CreatedPosition(Instant createdAt, UUID id) {}
}
