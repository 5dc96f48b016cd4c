package jp.meishigura.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Entries as a busy house has them, made by PostgreSQL itself: members who read and reveal cards,
 * lists that show twelve, keys released, one attempt in thirty refused. One every three seconds.
 */
public final class SyntheticLog {

  private static final int ACTORS = 300;
  private static final int CARDS = 100_000;

  private final LogDatabase log;
  private final int tenants;

  /**
   * @param tenants the entries' shares are equal
   */
  public SyntheticLog(LogDatabase log, int tenants) {
    this.log = log;
    this.tenants = tenants;
  }

  public static UUID tenant(int number) {
    return new UUID(0xa0L, number);
  }

  public static UUID card(int number) {
    return new UUID(0xc0L, number);
  }

  public static String actor(int number) {
    return "actor-" + number;
  }

  /** Continues the log, through the service's own way into it: triggers and all. */
  public void append(long entries) throws SQLException {
    try (Connection owner = log.database().asOwner();
        Statement sql = owner.createStatement()) {
      sql.execute("select set_config('app.system', 'on', false)");
      sql.execute("select entries_make_room()");
      sql.execute(insertion("(select size from log_head)", entries));
    }
  }

  /**
   * The statement alone.
   *
   * @param first the first leaf index, as an expression of SQL
   */
  public String insertion(String first, long entries) {
    return INSERT
        .replace(":first", first)
        .replace(":entries", Long.toString(entries))
        .replace(":tenants", Integer.toString(tenants))
        .replace(":actors", Integer.toString(ACTORS))
        .replace(":cards", Integer.toString(CARDS));
  }

  /** What autovacuum does in its own time. */
  public void settle() throws SQLException {
    log.asAdmin("vacuum analyze entries", "vacuum analyze card_sightings", "analyze leaf_times");
  }

  private static final String INSERT =
      """
      insert into entries (leaf_index, event_id, tenant_id, at, service, actor_kind, actor_id, action, decision,
        card, data, purpose, actor_client, actor_session, address, fields, shown)
      select leaf, gen_random_uuid(), tenant, at, 'contacts-service', 'person', actor, action, decision,
        case when action in ('card.read', 'card.reveal', 'card.update') then card end,
        convert_to('{"id":"' || tenant || '","at":"2026-01-01T00:00:00Z","service":"contacts-service","tenant":"'
          || tenant || '","tenantAlias":"aozora","actor":{"kind":"person","id":"' || actor
          || '","client":"web","session":"' || session || '"},"action":"' || action || '","decision":"' || decision
          || '","card":"' || card || '","purpose":"sales-follow-up","fields":["company","email","name","phone"],'
          || '"details":{"state":"open","cards":"' || coalesce(page::text, '') || '"},"correlation":"' || card || '"}',
          'UTF8'),
        purpose, 'web', session, '192.0.2.' || leaf % 7, fields,
        case when decision <> 'allowed' then null
             when action in ('card.read', 'card.reveal') then array[card]
             when action = 'card.list' then page end
      from (
        select leaf,
          ('00000000-0000-00a0-0000-' || lpad(to_hex(leaf % :tenants), 12, '0'))::uuid as tenant,
          timestamptz '2025-12-01 00:00+00' + leaf * interval '3 seconds'
            - random() * interval '10 seconds' as at,
          'actor-' || (random() * random() * :actors)::int as actor,
          'session-' || leaf / 5000 % 97 as session,
          case when dice < 0.55 then 'card.read' when dice < 0.60 then 'card.list'
               when dice < 0.70 then 'card.reveal' when dice < 0.95 then 'key.release'
               else 'card.update' end as action,
          case when random() < 0.03 then 'refused' else 'allowed' end as decision,
          ('00000000-0000-00c0-0000-' || lpad(to_hex((random() * :cards)::int), 12, '0'))::uuid as card,
          case when dice < 0.9 then 'purpose-' || (random() * 6)::int end as purpose,
          array['company', 'email', 'name', 'phone'] as fields,
          case when dice >= 0.55 and dice < 0.60 then
            (select array_agg(distinct ('00000000-0000-00c0-0000-'
               || lpad(to_hex((random() * :cards + card * 0)::int), 12, '0'))::uuid)
             from generate_series(1, 12) as card where leaf >= 0) end as page
        from (select :first + n as leaf, random() as dice
              from generate_series(0, :entries - 1) as n) as drawn
      ) as made
      """;
}
