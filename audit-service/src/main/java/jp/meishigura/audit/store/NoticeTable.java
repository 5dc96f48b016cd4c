package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.NoticeBook;
import jp.meishigura.platform.tx.Statements;

/** {@link NoticeBook} in PostgreSQL, by its clock. */
@ApplicationScoped
public class NoticeTable implements NoticeBook {

  private static final String ONE = " where tenant_id = ? and finding = ? and channel = ?";

  private static final String TAKE =
      "update finding_notices as n set attempts = n.attempts + 1,"
          + " due_at = now() + ? * interval '1 millisecond'"
          + " from (select finding from finding_notices where tenant_id = ? and channel = ?"
          + " and delivered_at is null and given_up_at is null and due_at <= now()"
          + " order by due_at, finding limit ? for update skip locked) as due"
          + " where n.tenant_id = ? and n.channel = ? and n.finding = due.finding"
          + " returning n.finding, n.leaf_index, n.attempts";

  private final Statements statements;

  NoticeTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public void add(UUID tenant, UUID finding, Channel channel, long leafIndex) {
    statements.update(
        "insert into finding_notices (tenant_id, finding, channel, leaf_index)"
            + " values (?, ?, ?, ?) on conflict do nothing",
        tenant,
        finding,
        channel.name(),
        leafIndex);
  }

  @Override
  public List<Notice> take(UUID tenant, Channel channel, int limit, Duration after) {
    return statements.select(
        row -> new Notice(row.getObject(1, UUID.class), row.getLong(2), row.getInt(3)),
        TAKE,
        after.toMillis(),
        tenant,
        channel.name(),
        limit,
        tenant,
        channel.name());
  }

  @Override
  public void delivered(UUID tenant, UUID finding, Channel channel) {
    statements.update(
        "update finding_notices set delivered_at = now()" + ONE, tenant, finding, channel.name());
  }

  @Override
  public void again(UUID tenant, UUID finding, Channel channel, Duration after) {
    statements.update(
        "update finding_notices set due_at = now() + ? * interval '1 millisecond'" + ONE,
        after.toMillis(),
        tenant,
        finding,
        channel.name());
  }

  @Override
  public void givenUp(UUID tenant, UUID finding, Channel channel) {
    statements.update(
        "update finding_notices set given_up_at = now()" + ONE, tenant, finding, channel.name());
  }
}
