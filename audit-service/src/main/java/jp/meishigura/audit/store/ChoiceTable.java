package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.audit.domain.detect.Choice;
import jp.meishigura.audit.domain.detect.Choices;
import jp.meishigura.platform.tx.Statements;
import org.jspecify.annotations.Nullable;

/** {@link Choices} in PostgreSQL. */
@ApplicationScoped
public class ChoiceTable implements Choices {

  private static final String OF =
      "select revision, zone, honey_cards, rules_off, ceiling_rules, ceiling_values"
          + " from detection_choices where tenant_id = ?";

  private static final String SET =
      "insert into detection_choices as known (tenant_id, revision, zone, honey_cards, rules_off,"
          + " ceiling_rules, ceiling_values, changed_by)"
          + " values (?, ?, ?, ?::uuid[], ?::text[], ?::text[], ?::int[], ?)"
          + " on conflict (tenant_id) do update set revision = excluded.revision,"
          + " zone = excluded.zone, honey_cards = excluded.honey_cards,"
          + " rules_off = excluded.rules_off, ceiling_rules = excluded.ceiling_rules,"
          + " ceiling_values = excluded.ceiling_values, changed_by = excluded.changed_by,"
          + " changed_at = now() where known.revision = excluded.revision - 1";

  private final Statements statements;

  ChoiceTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public Optional<Choice> of(UUID tenant) {
    return statements.first(ChoiceTable::read, OF, tenant);
  }

  @Override
  public boolean set(UUID tenant, Choice choice, String by) {
    List<String> rules = choice.ceilings().keySet().stream().sorted().toList();
    return statements.update(
            SET,
            tenant,
            choice.revision(),
            choice.zone() == null ? null : choice.zone().getId(),
            List.copyOf(choice.honeyCards()),
            List.copyOf(choice.off()),
            rules,
            rules.stream().map(choice.ceilings()::get).toList(),
            by)
        == 1;
  }

  private static Choice read(ResultSet row) throws SQLException {
    @Nullable String zone = row.getString(2);
    String[] rules = (String[]) row.getArray(5).getArray();
    Integer[] values = (Integer[]) row.getArray(6).getArray();
    Map<String, Integer> ceilings = new LinkedHashMap<>();
    for (int i = 0; i < rules.length; i++) {
      ceilings.put(rules[i], values[i]);
    }
    return new Choice(
        row.getLong(1),
        zone == null ? null : ZoneId.of(zone),
        Set.of((UUID[]) row.getArray(3).getArray()),
        Set.of((String[]) row.getArray(4).getArray()),
        ceilings);
  }
}
