package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.consent.domain.purpose.PurposeDraft;
import jp.meishigura.consent.events.Announcements;
import jp.meishigura.consent.store.PurposeStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.http.Idempotency;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Where privacy officers register purposes. */
@ApplicationScoped
public class PurposeDesk {

  private final Audited audited;
  private final PurposeStore purposes;
  private final Announcements announcements;
  private final Idempotency idempotency;
  private final Clock clock;

  public PurposeDesk(
      Audited audited,
      PurposeStore purposes,
      Announcements announcements,
      Idempotency idempotency,
      Clock clock) {
    this.audited = audited;
    this.purposes = purposes;
    this.announcements = announcements;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  /** Registers a purpose for good: people will consent to these words. */
  public PurposeStore.Registered register(
      Caller caller, PurposeDraft draft, @Nullable String key, byte[] fingerprint) {
    AuditRecord record = AuditRecord.of("purpose.register", caller).purpose(audible(draft.code()));
    return audited.call(
        caller,
        record,
        () -> {
          Purpose purpose =
              switch (draft.check()) {
                case PurposeDraft.Checked.Good good -> good.purpose();
                case PurposeDraft.Checked.Faulty faulty -> throw faulty(faulty.faults());
              };
          String code =
              idempotency.once(caller, key, fingerprint, () -> add(caller, purpose)).resource();
          return purposes.find(code).orElseThrow();
        });
  }

  private String add(Caller caller, Purpose purpose) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (!purposes.add(purpose, caller.id(), now)) {
      throw Problem.of(409, "purpose-exists", "There is a purpose with this code")
          .detail("A purpose never changes, because people consented to its words. Use a new code.")
          .exception();
    }
    announcements.registered(purpose, now);
    return purpose.code();
  }

  public List<PurposeStore.Registered> list(Caller caller, String afterCode, int limit) {
    return audited.call(
        caller, AuditRecord.of("purpose.list", caller), () -> purposes.after(afterCode, limit));
  }

  public PurposeStore.Registered get(Caller caller, String code) {
    return audited.call(
        caller,
        AuditRecord.of("purpose.list", caller).purpose(audible(code)),
        () ->
            purposes
                .find(code)
                .orElseThrow(
                    () ->
                        Problem.of(404, "no-such-purpose", "There is no such purpose")
                            .detail("GET /v1/purposes lists those of your organization.")
                            .exception()));
  }

  private static ProblemException faulty(List<PurposeDraft.Fault> faults) {
    return Problem.of(400, "invalid-request", "Something in the request is not as it must be")
        .detail("Mend the members listed in errors and send it again.")
        .with(
            "errors",
            faults.stream().map(one -> Map.of("at", one.at(), "must", one.must())).toList())
        .exception();
  }

  /** What a caller calls a purpose may be anything, personal data too: only codes are recorded. */
  static @Nullable String audible(String code) {
    return Purpose.isCode(code) ? code : null;
  }
}
