package jp.meishigura.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import jp.meishigura.audit.domain.detect.BadRule;
import jp.meishigura.audit.domain.detect.Choice;
import jp.meishigura.audit.domain.detect.Choices;
import jp.meishigura.audit.domain.detect.RuleCheck;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.http.Revisions;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's people set for detections; on record, so that who blinds them is seen. Their
 * rules are another service's to apply, which finds the new revision with the next entry.
 */
@ApplicationScoped
public class DetectionSettings {

  private final OnRecord onRecord;
  private final TenantTransactions transactions;
  private final Choices choices;
  private final RuleCheck rules;
  private final AuditTrail trail;

  DetectionSettings(
      OnRecord onRecord,
      TenantTransactions transactions,
      Choices choices,
      RuleCheck rules,
      AuditTrail trail) {
    this.onRecord = onRecord;
    this.transactions = transactions;
    this.choices = choices;
    this.rules = rules;
    this.trail = trail;
  }

  public Choice read(Caller caller) {
    return onRecord.read(
        caller,
        Asked.of(caller, "detection-settings"),
        () -> now(caller.tenant().id()),
        (asked, choice) -> asked.detail("revision", choice.revision()));
  }

  /**
   * @param wanted its revision does not matter
   * @param ifMatch the revision that it is in the place of
   */
  public Choice change(Caller caller, Choice wanted, @Nullable String ifMatch) {
    try {
      rules.rules(wanted);
    } catch (BadRule e) {
      onRecord.refuse(caller, record(caller, wanted), "bad-rule-setting");
      throw Problem.of(422, "bad-rule-setting", "A rule cannot be set so")
          .detail(e.getMessage() + ".")
          .exception();
    }
    UUID tenant = caller.tenant().id();
    try {
      return transactions.call(
          caller.tenant(),
          () -> {
            long before = now(tenant).revision();
            Revisions.requireMatch(ifMatch, before);
            Choice next =
                new Choice(
                    before + 1,
                    wanted.zone(),
                    wanted.honeyCards(),
                    wanted.off(),
                    wanted.ceilings());
            if (!choices.set(tenant, next, caller.id())) {
              Revisions.requireMatch("\"\"", before);
            }
            trail.record(record(caller, next).detail("revision", next.revision()));
            return next;
          });
    } catch (ProblemException e) {
      onRecord.refuse(caller, record(caller, wanted), e.problem().slug());
      throw e;
    }
  }

  private Choice now(UUID tenant) {
    return choices.of(tenant).orElse(new Choice(0, null, Set.of(), Set.of(), Map.of()));
  }

  /** Without the honey cards' ids, which a reader of the record might warn somebody of. */
  private static AuditRecord record(Caller caller, Choice choice) {
    AuditRecord record =
        AuditRecord.of(Action.DETECTION_SET.slug(), caller)
            .detail("off", new TreeSet<>(choice.off()))
            .detail("ceilings", new TreeMap<>(choice.ceilings()))
            .detail("honeyCards", choice.honeyCards().size());
    return choice.zone() == null ? record : record.detail("zone", choice.zone().getId());
  }
}
