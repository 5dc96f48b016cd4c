package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.domain.search.Openings;
import jp.meishigura.contacts.domain.view.ConsentNote;
import jp.meishigura.contacts.store.StateTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditRecord.Actor;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.AfterCommit;
import jp.meishigura.platform.tx.TenantScope;

/** Takes in what consent-service has decided, in the transaction of the event. */
@ApplicationScoped
public class StateLearning {

  private final StateTable states;
  private final AuditTrail trail;
  private final CardSearch search;
  private final ServiceName service;
  private final AfterCommit afterCommit;

  StateLearning(
      StateTable states,
      AuditTrail trail,
      CardSearch search,
      ServiceName service,
      AfterCommit afterCommit) {
    this.states = states;
    this.trail = trail;
    this.search = search;
    this.service = service;
    this.afterCommit = afterCommit;
  }

  /**
   * Applies a state unless a later one is known.
   *
   * @param revision counts the card's states; a higher one is later
   */
  public void learn(UUID card, ConsentNote note, long revision, Instant at) {
    if (!states.apply(card, note, revision, at)) {
      return;
    }
    trail.record(
        AuditRecord.of("card.state", Actor.system(service.value()))
            .card(card)
            .purpose(note.purpose())
            .fields(Asked.slugs(note.state().fields()))
            .detail("status", note.state().status().dpvName())
            .detail("revision", revision));
    tellSearchAfterCommit(TenantScope.tenant(), card, SearchFeed.openings(states.of(card)));
  }

  private void tellSearchAfterCommit(Tenant tenant, UUID card, Openings openings) {
    afterCommit.run(() -> search.open(tenant.id(), card, openings));
  }
}
