package jp.meishigura.gateway.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.domain.refusal.KeyRefused;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.platform.problem.Problem;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says why there are no keys. */
@ApplicationScoped
public class KeyProblems {

  private static final Logger LOG = Logger.getLogger(KeyProblems.class);

  private final long retryAfter;

  public KeyProblems(Config config) {
    this.retryAfter = Math.max(1, config.keys().retryAfter().toSeconds());
  }

  @ServerExceptionMapper
  public Response unavailable(KeysUnavailable e) {
    LOG.warnf("No keys: Vault %s", e.getMessage());
    return Response.status(503)
        .type(Problem.MEDIA_TYPE)
        .header(HttpHeaders.RETRY_AFTER, retryAfter)
        .entity(
            Problem.of(503, "keys-unavailable", "Keys cannot be had at the moment")
                .detail("Try again after Retry-After."))
        .build();
  }

  @ServerExceptionMapper
  public Response broken(KeyBroken e) {
    LOG.errorf("What was wrapped does not open: %s", e.getMessage());
    return Response.status(500)
        .type(Problem.MEDIA_TYPE)
        .entity(
            Problem.of(500, "key-broken", "A stored key was altered or moved")
                .detail("Tell your administrator: somebody or something changed the key store."))
        .build();
  }

  @ServerExceptionMapper
  public Response refused(KeyRefused e) {
    Problem problem =
        switch (e) {
          case KeyRefused.TenantSealed sealed ->
              Problem.of(423, "tenant-sealed", "This organization is sealed")
                  .detail("Its keys are given out again when its key operator ends that.");
          case KeyRefused.ReleaseStopped stopped ->
              Problem.of(423, "release-stopped", "No keys are released for this person")
                  .detail(
                      "A privacy officer of the organization lifts the stop:"
                          + " POST /v1/release-stops/{person}/lift at audit-service.");
          case KeyRefused.SubjectErased erased ->
              Problem.of(409, "subject-erased", "Erased people never get a key again")
                  .detail("Leave out the subjects named in subjects.")
                  .with("subjects", erased.subjects());
          case KeyRefused.PurposeNeeded needed ->
              Problem.of(400, "purpose-required", "A purpose is needed for this reason")
                  .detail("State the purpose that the values are revealed for.");
          case KeyRefused.NotACheckpoint other ->
              Problem.of(400, "not-a-checkpoint", "This is not the text of a checkpoint")
                  .detail(
                      "Send origin, tree size, root hash and extension lines (C2SP"
                          + " tlog-checkpoint).");
          case KeyRefused.ForeignOrigin foreign ->
              Problem.of(403, "foreign-origin", "This is the checkpoint of another log")
                  .detail("Only logs named in meishigura.checkpoint.origin are signed for.");
          case KeyRefused.NewestVersion newest ->
              Problem.of(409, "newest-version", "The newest version is in use")
                  .detail("Rotate first: only older versions can be retired.");
        };
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
