package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import jp.meishigura.contacts.keys.StoppedPeople;
import jp.meishigura.platform.caller.Caller;

/** Whom audit-service has stopped: such a person is refused whatever the memory here holds. */
@ApplicationScoped
public class ReleaseStops {

  private final StoppedPeople people;

  ReleaseStops(StoppedPeople people) {
    this.people = people;
  }

  /**
   * Takes in a word on a person.
   *
   * @param revision a higher one is later
   */
  public void hear(UUID tenant, UUID person, boolean stopped, long revision) {
    people.hear(tenant, person, stopped, revision);
  }

  /** Whether nothing is done for this caller. */
  public boolean isStopped(Caller caller) {
    return people.has(caller.tenant(), caller.id());
  }
}
