package jp.meishigura.contacts.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.view.CardView;
import jp.meishigura.contacts.keys.KeyPool;
import jp.meishigura.contacts.keys.SubjectKey;
import jp.meishigura.contacts.store.StaleIndexKey;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.http.Idempotency;
import jp.meishigura.platform.http.Idempotency.Once;
import jp.meishigura.platform.problem.ProblemException;
import jp.meishigura.platform.seal.KeyedDigest;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/** A new card, written through the API. */
@ApplicationScoped
public class CardCreation {

  private static final byte[] NOT_REMEMBERED = {};

  private final TenantTransactions transactions;
  private final Idempotency idempotency;
  private final AuditTrail trail;
  private final KeyPool pool;
  private final RequestFingerprints fingerprints;
  private final NewCards newCards;
  private final CardReading reading;
  private final LockedViews views;
  private final Clock clock;

  CardCreation(
      TenantTransactions transactions,
      Idempotency idempotency,
      AuditTrail trail,
      KeyPool pool,
      RequestFingerprints fingerprints,
      NewCards newCards,
      CardReading reading,
      LockedViews views,
      Clock clock) {
    this.transactions = transactions;
    this.idempotency = idempotency;
    this.trail = trail;
    this.pool = pool;
    this.fingerprints = fingerprints;
    this.newCards = newCards;
    this.reading = reading;
    this.views = views;
    this.clock = clock;
  }

  /**
   * @param replayed whether the caller had created it before, with the same key
   */
  public record Created(CardView card, boolean replayed) {}

  /**
   * Seals the draft and writes it, once per idempotency key. The new card is locked.
   *
   * @throws jp.meishigura.contacts.keys.KeysUnavailable when there is nothing to seal it with
   */
  public Created create(Caller caller, CardDraft draft, @Nullable String idempotencyKey) {
    try {
      return createOrTell(caller, draft, idempotencyKey);
    } catch (StaleIndexKey e) {
      // The index keys were rotated a moment ago, and are known by now.
      return createOrTell(caller, draft, idempotencyKey);
    }
  }

  private Created createOrTell(Caller caller, CardDraft draft, @Nullable String idempotencyKey) {
    if (idempotencyKey == null) {
      return createOnce(caller, draft, null, NOT_REMEMBERED);
    }
    byte[] newest = fingerprints.newest(caller, digest -> add(digest, draft.values()));
    try {
      return createOnce(caller, draft, idempotencyKey, newest);
    } catch (ProblemException e) {
      if (!e.problem().slug().equals("idempotency-key-reused")) {
        throw e;
      }
      // Used for another request, or for this one before the index keys were rotated.
      byte[] known =
          fingerprints
              .same(caller, idempotencyKey, digest -> add(digest, draft.values()))
              .orElseThrow(() -> e);
      return createOnce(caller, draft, idempotencyKey, known);
    }
  }

  private Created createOnce(
      Caller caller, CardDraft draft, @Nullable String idempotencyKey, byte[] fingerprint) {
    SubjectKey key = pool.take(caller.tenant(), 1).getFirst();
    boolean written = false;
    try {
      // PostgreSQL keeps microseconds: the view must not tell more than a later read.
      NewCard card =
          newCards.seal(
              caller,
              key,
              draft,
              Sources.api(caller, clock.instant().truncatedTo(ChronoUnit.MICROS)));
      // From here on only a commit's answer tells, and that can be lost.
      written = true;
      Once once =
          transactions.call(
              caller.tenant(),
              () ->
                  idempotency.once(caller, idempotencyKey, fingerprint, () -> write(caller, card)));
      written = !once.replayed();
      if (once.replayed()) {
        return new Created(reading.view(caller, UUID.fromString(once.resource()), null), true);
      }
      newCards.committed(caller.tenant(), List.of(card));
      return new Created(views.of(card.sealed(), draft, List.of()), false);
    } finally {
      if (written) {
        key.close();
      } else {
        pool.giveBack(caller.tenant(), List.of(key));
      }
    }
  }

  private String write(Caller caller, NewCard card) {
    newCards.insert(List.of(card));
    trail.record(
        AuditRecord.of("card.create", caller)
            .card(card.sealed().id())
            .fields(Asked.slugs(fieldsOf(card))));
    return card.sealed().id().toString();
  }

  private static List<Field> fieldsOf(NewCard card) {
    return card.draft().values().stream().map(Value::field).distinct().toList();
  }

  private static void add(KeyedDigest digest, List<Value> values) {
    for (Value value : values) {
      for (String part : List.of(value.name().toString(), value.text(), value.types().toString())) {
        digest.update(part.getBytes(UTF_8));
        digest.update((byte) 0);
      }
    }
  }
}
