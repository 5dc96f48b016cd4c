package jp.meishigura.audit.store;

import java.util.UUID;
import jp.meishigura.audit.domain.exposure.ExposureQuestion;
import jp.meishigura.audit.domain.log.Window;

/** What an exposure report asks; PostgreSQL adds it up, on its disk where there is much of it. */
final class ExposureQuery {

  private static final String CARDS = " from entries e cross join unnest(e.shown) as c (card)";

  private ExposureQuery() {}

  static EntryQuery totals(UUID tenant, ExposureQuestion question, Window part) {
    return asked(
        "select count(distinct leaf_index), count(distinct card_seen), count(*) from (select"
            + " e.leaf_index, c.card as card_seen"
            + CARDS,
        tenant,
        question,
        part,
        ") as seen");
  }

  static EntryQuery origins(UUID tenant, ExposureQuestion question, Window part) {
    return asked(
        "select actor_client, actor_session, address, count(*), min(at), max(at) from entries e",
        tenant,
        question,
        part,
        " group by 1, 2, 3 order by 1, 2, 3");
  }

  static EntryQuery exposures(UUID tenant, ExposureQuestion question, Window part) {
    return asked(
        "select c.card, e.purpose, f.field, e.action, e.actor_client, count(*), min(e.at),"
            + " max(e.at)"
            + CARDS
            + " left join unnest(e.fields) as f (field) on true",
        tenant,
        question,
        part,
        " group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5");
  }

  private static EntryQuery asked(
      String select, UUID tenant, ExposureQuestion question, Window part, String end) {
    return EntryQuery.of(select, tenant)
        .window(part)
        .where("actor_id = ?", question.actor())
        .times(question.from(), question.to())
        .then(" and e.shown is not null" + end);
  }
}
