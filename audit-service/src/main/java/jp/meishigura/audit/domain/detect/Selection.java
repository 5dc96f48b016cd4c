package jp.meishigura.audit.domain.detect;

import java.time.Instant;
import java.util.List;
import jp.meishigura.audit.domain.log.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * Which events a rule counts (a rule of Sigma by itself).
 *
 * @param all what an event must fit
 * @param none what it must not fit all of; empty where nothing is left out
 * @param outside counted only outside of these hours
 */
public record Selection(
    String name, List<Match> all, List<Match> none, @Nullable WorkingHours outside) {

  public Selection {
    all = List.copyOf(all);
    none = List.copyOf(none);
  }

  boolean picks(AuditEvent event, Instant time) {
    return all.stream().allMatch(match -> match.fits(event))
        && (none.isEmpty() || !none.stream().allMatch(match -> match.fits(event)))
        && (outside == null || !outside.contain(time));
  }
}
