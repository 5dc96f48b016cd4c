package jp.meishigura.consent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.StandDatabase;

/** What is really in the database, seen past row-level security. */
public final class Rows {

  private final ObjectMapper json = new ObjectMapper();
  private final StandDatabase database;

  public Rows(StandDatabase database) {
    this.database = database;
  }

  public boolean erased(Tenant tenant, UUID card) {
    return !texts("select 'yes' from erasures where tenant_id = ? and card = ?", tenant.id(), card)
        .isEmpty();
  }

  /** State and fault of the mails of a card's requests, as {@code queued} or {@code failed x}. */
  public List<String> mails(UUID card) {
    return texts(
        "select concat_ws(' ', state, fault) from deliveries d join consent_requests r"
            + " on r.tenant_id = d.tenant_id and r.id = d.request where r.card = ? order by asked_at",
        card);
  }

  public long links(UUID card) {
    return texts(
            "select 'one' from links l join consent_requests r"
                + " on r.tenant_id = l.tenant_id and r.id = l.request where r.card = ?",
            card)
        .size();
  }

  /** The statuses of a card's events, in their order. */
  public List<String> said(UUID card) {
    return texts("select status from consent_events where card = ? order by revision", card);
  }

  /** The audit records of a card, oldest first. */
  public List<JsonNode> records(UUID card, String action) {
    return texts(
            "select data from outbox where topic = 'audit' and subject = ? order by seq",
            card.toString())
        .stream()
        .map(this::read)
        .filter(record -> record.path("action").asText().equals(action))
        .toList();
  }

  /** How many of the service's transactions wait for a lock that somebody else holds. */
  public int waiting() {
    return texts(
            "select 'one' from pg_stat_activity where datname = current_database()"
                + " and usename = ? and wait_event_type = 'Lock'",
            database.app())
        .size();
  }

  private List<String> texts(String sql, Object... values) {
    try (Connection admin = database.asAdmin();
        PreparedStatement query = admin.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        query.setObject(i + 1, values[i]);
      }
      List<String> all = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          all.add(row.getString(1));
        }
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode read(String record) {
    try {
      return json.readTree(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
