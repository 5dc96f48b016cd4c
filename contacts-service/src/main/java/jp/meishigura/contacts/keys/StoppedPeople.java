package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import jp.meishigura.contacts.domain.stop.Stops;
import jp.meishigura.platform.caller.Tenant;

/**
 * Who gets no keys, those in memory included. Held in memory alone: the topic, which is read whole
 * before anybody is served, has the last word on everybody.
 */
@ApplicationScoped
public class StoppedPeople {

  private final Stops stops = new Stops();

  /** Takes in what audit-service says. */
  public void hear(UUID tenant, UUID person, boolean stopped, long revision) {
    stops.hear(tenant, person, stopped, revision);
  }

  /**
   * Whether somebody gets no keys.
   *
   * @param actor as in {@link KeyUse}
   */
  public boolean has(Tenant tenant, String actor) {
    return stops.isStopped(tenant.id(), actor);
  }

  /**
   * Before a key is used on somebody's behalf.
   *
   * @throws ReleaseStopped when there is none for this actor
   */
  void check(Tenant tenant, String actor) {
    if (has(tenant, actor)) {
      throw new ReleaseStopped();
    }
  }
}
