package jp.meishigura.consent.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.consent.domain.purpose.CardField;
import jp.meishigura.consent.domain.purpose.Language;
import jp.meishigura.consent.domain.purpose.Notice;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.platform.tx.TenantScope;

/** Purposes with their notices. Nothing is ever changed. */
@ApplicationScoped
public class PurposeStore {

  private final Sql sql;

  /** A purpose and when it was registered. */
  public record Registered(Purpose purpose, Instant at) {}

  private record Row(String code, int version, List<String> fields, int days, Instant at) {}

  private record NoticeRow(String purpose, int version, Notice notice) {}

  public PurposeStore(Sql sql) {
    this.sql = sql;
  }

  /** Keeps a purpose; false when its code is taken. */
  public boolean add(Purpose purpose, String registeredBy, Instant at) {
    UUID tenant = TenantScope.tenant().id();
    int added =
        sql.change(
            "insert into purposes (tenant_id, code, version, fields, valid_for_days, registered_by,"
                + " registered_at) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            tenant,
            purpose.code(),
            purpose.version(),
            purpose.fieldNames(),
            purpose.validForDays(),
            registeredBy,
            at);
    if (added == 0) {
      return false;
    }
    for (Notice notice : purpose.notices().values()) {
      sql.change(
          "insert into notices (tenant_id, purpose, version, language, name, controller, body)"
              + " values (?, ?, ?, ?, ?, ?, ?)",
          tenant,
          purpose.code(),
          purpose.version(),
          notice.language().tag(),
          notice.name(),
          notice.controller(),
          notice.text());
    }
    return true;
  }

  public Optional<Registered> find(String code) {
    return withNotices(
            sql.list(
                "select * from purposes where tenant_id = ? and code = ?"
                    + " order by version desc limit 1",
                PurposeStore::row,
                TenantScope.tenant().id(),
                code))
        .stream()
        .findFirst();
  }

  /** The wording that a request was made with. */
  public Purpose wording(String code, int version) {
    return withNotices(
            sql.list(
                "select * from purposes where tenant_id = ? and code = ? and version = ?",
                PurposeStore::row,
                TenantScope.tenant().id(),
                code,
                version))
        .getFirst()
        .purpose();
  }

  /** The next purposes by code. */
  public List<Registered> after(String code, int limit) {
    return withNotices(
        sql.list(
            "select distinct on (code) * from purposes where tenant_id = ? and code > ?"
                + " order by code, version desc limit ?",
            PurposeStore::row,
            TenantScope.tenant().id(),
            code,
            limit));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("code"),
        row.getInt("version"),
        Sql.texts(row, "fields"),
        row.getInt("valid_for_days"),
        Sql.instant(row, "registered_at"));
  }

  private List<Registered> withNotices(List<Row> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<NoticeRow> notices =
        sql.list(
            "select * from notices where tenant_id = ? and purpose = any(?)",
            row ->
                new NoticeRow(
                    row.getString("purpose"),
                    row.getInt("version"),
                    new Notice(
                        Language.ofTag(row.getString("language")).orElseThrow(),
                        row.getString("name"),
                        row.getString("controller"),
                        row.getString("body"))),
            TenantScope.tenant().id(),
            rows.stream().map(Row::code).toList());
    return rows.stream().map(row -> new Registered(purpose(row, notices), row.at())).toList();
  }

  private static Purpose purpose(Row row, List<NoticeRow> all) {
    Map<Language, Notice> notices = new EnumMap<>(Language.class);
    all.stream()
        .filter(one -> one.purpose().equals(row.code()) && one.version() == row.version())
        .forEach(one -> notices.put(one.notice().language(), one.notice()));
    return new Purpose(
        row.code(),
        row.version(),
        row.fields().stream()
            .map(slug -> CardField.ofSlug(slug).orElseThrow())
            .collect(Collectors.toSet()),
        row.days(),
        notices);
  }
}
