package jp.meishigura.local.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.meishigura.local.LaunchException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The suite's topics. The broker creates none by itself. */
final class Topics {
  private static final short ONE_REPLICA = 1;
  private static final int SECONDS = 30;

  /** Nothing may be lost before audit-service has appended it, however long it was away. */
  private static final Map<String, String> KEPT_FOR_GOOD =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

  /**
   * What a contract with a SIEM says: a week to fetch it in, and never compacted. An OCSF event is
   * longer than the record that it is made of.
   */
  private static final Map<String, String> CONTRACT =
      Map.of(
          "cleanup.policy", "delete", "retention.ms", "604800000", "max.message.bytes", "4194304");

  /** A receipt that is gone is asked for again. */
  private static final Map<String, String> A_DAY =
      Map.of("cleanup.policy", "delete", "retention.ms", "86400000", "retention.bytes", "-1");

  /** The last word on each key stays for ever: what was erased, what is sealed, who is stopped. */
  private static final Map<String, String> LAST_WORD = Map.of("cleanup.policy", "compact");

  /**
   * Audit records and purposes have one order for all, hence one partition; consent changes are
   * ordered per card, which is their key.
   */
  private static final List<NewTopic> ALL =
      List.of(
          new NewTopic("meishigura.audit", 1, ONE_REPLICA).configs(KEPT_FOR_GOOD),
          new NewTopic("meishigura.receipts", 1, ONE_REPLICA).configs(A_DAY),
          new NewTopic("meishigura.purposes", 1, ONE_REPLICA).configs(KEPT_FOR_GOOD),
          new NewTopic("meishigura.consent", 6, ONE_REPLICA).configs(KEPT_FOR_GOOD),
          new NewTopic("meishigura.tombstones", 1, ONE_REPLICA).configs(LAST_WORD),
          new NewTopic("meishigura.key-policy", 1, ONE_REPLICA).configs(LAST_WORD),
          new NewTopic("meishigura.release-stops", 1, ONE_REPLICA).configs(LAST_WORD),
          new NewTopic("meishigura.siem.aozora", 1, ONE_REPLICA).configs(CONTRACT),
          new NewTopic("meishigura.siem.hinode", 1, ONE_REPLICA).configs(CONTRACT));

  private Topics() {}

  /** Creates the topics that are missing. */
  static void create(Admin admin) throws InterruptedException {
    try {
      Set<String> present =
          new HashSet<>(admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS));
      List<NewTopic> missing = ALL.stream().filter(t -> !present.contains(t.name())).toList();
      admin.createTopics(missing).all().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new LaunchException("Creating Kafka's topics failed: " + e.getMessage(), e);
    }
  }
}
