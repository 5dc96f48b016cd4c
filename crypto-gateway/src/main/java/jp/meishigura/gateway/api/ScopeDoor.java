package jp.meishigura.gateway.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.RefusalRecorder;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets a client do only what its scopes say: a service whose secret was stolen can then do no more
 * than that service. Before the body is read, so that nobody learns what a good one looks like.
 */
@ApplicationScoped
public class ScopeDoor {

  private final Callers callers;
  private final RefusalRecorder refusals;

  public ScopeDoor(Callers callers, RefusalRecorder refusals) {
    this.callers = callers;
    this.refusals = refusals;
  }

  @ServerRequestFilter
  public void check(ResourceInfo operation) {
    NeedsScope needed = operation.getResourceMethod().getAnnotation(NeedsScope.class);
    if (needed == null) {
      throw new IllegalStateException("An operation without @NeedsScope.");
    }
    require(needed.value());
  }

  /** For what only the body says: some of what an operation does may need more than the rest. */
  void require(String scope) {
    Caller caller = callers.caller();
    if (caller instanceof Caller.Client client && client.may(scope)) {
      return;
    }
    refusals.record(caller, "scope-missing");
    throw Problem.of(403, "scope-missing", "This client may not do that")
        .detail("Ask with a client that has the scope named in scope, by default.")
        .with("scope", scope)
        .exception();
  }
}
