package jp.meishigura.platform.follow;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jp.meishigura.platform.inbox.EventConsumers;
import jp.meishigura.platform.problem.Problem;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers nobody while a topic that must be known is not yet applied: a service whose database came
 * out of a backup would otherwise serve what was erased since.
 */
@ApplicationScoped
public class ServingDoor {

  /** Seconds; reading takes about as long for any number of tombstones that one would expect. */
  private static final int RETRY_AFTER = 2;

  private final Followers followers;
  private final EventConsumers consumers;

  public ServingDoor(Followers followers, EventConsumers consumers) {
    this.followers = followers;
    this.consumers = consumers;
  }

  /** Before the token is looked at: there is nobody to whom the answer would be another one. */
  @ServerRequestFilter(preMatching = true)
  public @Nullable Response check() {
    if (!followers.pending().isEmpty()) {
      return later("tombstones-pending", "What was erased is still being applied");
    }
    if (!consumers.pending().isEmpty()) {
      return later("events-pending", "What happened since the backup is still being applied");
    }
    return null;
  }

  private static Response later(String type, String title) {
    return Response.status(503)
        .type(Problem.MEDIA_TYPE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
        .entity(Problem.of(503, type, title).detail("Try again after Retry-After."))
        .build();
  }
}
