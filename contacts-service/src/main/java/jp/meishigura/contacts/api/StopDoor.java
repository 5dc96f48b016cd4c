package jp.meishigura.contacts.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import jp.meishigura.contacts.app.ReleaseStops;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.problem.RefusalRecorder;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Does nothing for a person for whom key release is stopped: neither shows a card nor changes one.
 * Before the body is read; on record like every refusal at the door.
 */
@ApplicationScoped
public class StopDoor {

  private final Callers callers;
  private final ReleaseStops stops;
  private final RefusalRecorder refusals;

  public StopDoor(Callers callers, ReleaseStops stops, RefusalRecorder refusals) {
    this.callers = callers;
    this.stops = stops;
    this.refusals = refusals;
  }

  @ServerRequestFilter
  public void check() {
    Optional<Caller> caller = callers.known().filter(stops::isStopped);
    if (caller.isPresent()) {
      refusals.record(caller.get(), "release-stopped");
      throw KeyProblems.releaseStopped().exception();
    }
  }
}
