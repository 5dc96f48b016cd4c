package jp.meishigura.audit.domain.finding;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Whom findings are still to be told to. All calls happen in a transaction of the tenant. */
public interface NoticeBook {

  /** How a tenant is told; the names are the table's. */
  enum Channel {
    webhook,
    mail
  }

  /**
   * @param leafIndex the log's entry of the finding
   * @param attempts with this one
   */
  record Notice(UUID finding, long leafIndex, int attempts) {}

  /** Once, however often it is said. */
  void add(UUID tenant, UUID finding, Channel channel, long leafIndex);

  /**
   * Takes the next ones that are due; whoever is killed with them leaves them due after so long.
   */
  List<Notice> take(UUID tenant, Channel channel, int limit, Duration after);

  void delivered(UUID tenant, UUID finding, Channel channel);

  void again(UUID tenant, UUID finding, Channel channel, Duration after);

  void givenUp(UUID tenant, UUID finding, Channel channel);
}
