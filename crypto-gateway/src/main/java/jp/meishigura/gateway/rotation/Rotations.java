package jp.meishigura.gateway.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.rotation.Level;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.domain.rotation.State;
import jp.meishigura.gateway.events.KeyAnnouncements;
import jp.meishigura.gateway.release.KeyGuard;
import jp.meishigura.gateway.release.KeyRecords;
import jp.meishigura.gateway.release.SecretMaker;
import jp.meishigura.gateway.release.TenantRings;
import jp.meishigura.gateway.store.RotationTable;
import jp.meishigura.gateway.store.TenantSecretTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/** Takes rotations in hand and tells how far they are. {@link RotationWorker} does the work. */
@ApplicationScoped
public class Rotations {

  /** Progress is looked at by people: more than the last hundred nobody scrolls through. */
  private static final int SHOWN = 100;

  /**
   * @param fresh whether it was begun now; otherwise it is the one that runs already
   */
  public record Begun(Rotation rotation, boolean fresh) {}

  private final TenantTransactions transactions;
  private final RotationTable table;
  private final TenantSecretTable secrets;
  private final SecretMaker maker;
  private final TenantRings rings;
  private final KeyGuard guard;
  private final KeyAnnouncements announcements;
  private final KeyRecords records;
  private final Clock clock;

  public Rotations(
      TenantTransactions transactions,
      RotationTable table,
      TenantSecretTable secrets,
      SecretMaker maker,
      TenantRings rings,
      KeyGuard guard,
      KeyAnnouncements announcements,
      KeyRecords records,
      Clock clock) {
    this.transactions = transactions;
    this.table = table;
    this.secrets = secrets;
    this.maker = maker;
    this.rings = rings;
    this.guard = guard;
    this.announcements = announcements;
    this.records = records;
    this.clock = clock;
  }

  public Optional<Rotation> find(Caller caller, UUID id) {
    return transactions.call(caller.tenant(), () -> table.find(id));
  }

  /** The tenant's and the installation's, newest first. */
  public List<Rotation> newest(Caller caller) {
    return transactions.call(caller.tenant(), () -> table.newest(SHOWN));
  }

  /**
   * @param actor pseudonymous id of whoever is behind it
   * @throws jp.meishigura.gateway.domain.refusal.KeyRefused when the tenant is sealed
   * @throws jp.meishigura.gateway.domain.ring.KeysUnavailable when an index secret is to be made
   *     and Vault does not serve us
   */
  public Begun begin(Caller caller, Level level, String actor) {
    AuditRecord record =
        AuditRecord.of("key.rotate", caller)
            .detail("actor", actor)
            .detail("level", level.slug())
            .detail("phase", "begun");
    return records.orFailed(
        caller,
        record,
        () ->
            switch (level) {
              case TENANT_KEY, VAULT_KEY -> beginOrJoin(caller, level, actor, record);
              case INDEX_KEY -> addIndexSecret(caller, actor, record);
            });
  }

  private Begun beginOrJoin(Caller caller, Level level, String actor, AuditRecord record) {
    return transactions.call(
        caller.tenant(),
        () -> {
          if (level == Level.TENANT_KEY) {
            guard.notSealed();
          }
          Rotation fresh = fresh(caller, level, actor, State.RUNNING, null, null);
          boolean added = table.add(fresh);
          if (added) {
            records.add(record.detail("rotation", fresh.id().toString()));
          }
          // Not added: one was running a moment ago, and is the newest of its level.
          return new Begun(table.newest(level).orElseThrow(), added);
        });
  }

  /** Nothing is wrapped by an index secret, so that adding one is all that there is to do here. */
  private Begun addIndexSecret(Caller caller, String actor, AuditRecord record) {
    int newest =
        transactions.call(
            caller.tenant(),
            () -> {
              guard.notSealed();
              return secrets.all(SecretKind.INDEX_SECRET).stream()
                  .mapToInt(StoredSecret::version)
                  .max()
                  .orElse(0);
            });
    // Absent when another was faster with that version.
    Optional<Begun> begun =
        maker.make(
            caller.tenant(),
            SecretKind.INDEX_SECRET,
            newest + 1,
            row -> {
              guard.notSealed();
              if (!secrets.add(SecretKind.INDEX_SECRET, row)) {
                return table.newest(Level.INDEX_KEY).map(other -> new Begun(other, false));
              }
              Rotation done =
                  fresh(caller, Level.INDEX_KEY, actor, State.FINISHED, newest, newest + 1);
              table.add(done);
              announcements.indexKeyAdded(row.version(), done.startedAt());
              records.add(record.detail("version", row.version()));
              return Optional.of(new Begun(done, true));
            });
    rings.forget(caller.tenant(), SecretKind.INDEX_SECRET);
    // No rotation was: it was the first secret, which a search made meanwhile. Then that is
    // rotated.
    return begun.orElseGet(() -> addIndexSecret(caller, actor, record));
  }

  private Rotation fresh(
      Caller caller,
      Level level,
      String actor,
      State state,
      @Nullable Integer from,
      @Nullable Integer to) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    boolean finished = state == State.FINISHED;
    return new Rotation(
        UUID.randomUUID(),
        level,
        level == Level.VAULT_KEY ? null : caller.tenant().id(),
        new Rotation.Asked(caller.tenant().id(), caller.tenant().alias()),
        actor,
        state,
        from,
        to,
        finished ? new Rotation.Progress(1, 1, 0) : new Rotation.Progress(0, 0, 0),
        null,
        Rotation.START,
        now,
        finished ? now : null);
  }
}
