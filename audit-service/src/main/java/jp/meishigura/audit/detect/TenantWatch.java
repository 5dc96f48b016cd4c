package jp.meishigura.audit.detect;

import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.detect.Detector;
import jp.meishigura.audit.domain.detect.Rule;
import org.jspecify.annotations.Nullable;

/** One tenant's log, as far as this instance has looked at it. */
final class TenantWatch {

  /**
   * What is counted, in memory.
   *
   * @param next the first entry that it has not seen
   */
  record Counted(Detector detector, long next) {}

  private final UUID tenant;
  private final List<Rule> rules;
  private final long revision;
  private @Nullable Counted counted;

  /**
   * @param revision of what the tenant has set, by which the rules are these
   */
  TenantWatch(UUID tenant, List<Rule> rules, long revision) {
    this.tenant = tenant;
    this.revision = revision;
    this.rules = rules;
  }

  UUID tenant() {
    return tenant;
  }

  long revision() {
    return revision;
  }

  Detector fresh() {
    return new Detector(tenant, rules);
  }

  /** Null where it must be made anew. */
  @Nullable Counted counted() {
    return counted;
  }

  void is(Counted now) {
    counted = now;
  }

  /** After a failure nobody knows how far it came; the log does. */
  void forget() {
    counted = null;
  }
}
