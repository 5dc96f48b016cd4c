package jp.meishigura.contacts.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jp.meishigura.contacts.app.CardDamaged;
import jp.meishigura.contacts.domain.sealed.Damage;
import jp.meishigura.contacts.keys.KeysUnavailable;
import jp.meishigura.contacts.keys.ReleaseStopped;
import jp.meishigura.contacts.keys.TenantSealed;
import jp.meishigura.platform.problem.Problem;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says why sealed values stay sealed. */
@ApplicationScoped
public class KeyProblems {

  private static final Logger LOG = Logger.getLogger(KeyProblems.class);
  private static final int RETRY_SECONDS = 5;

  @ServerExceptionMapper
  public Response unavailable(KeysUnavailable e) {
    LOG.warnf("No keys: %s", e.getMessage());
    return Response.status(503)
        .type(Problem.MEDIA_TYPE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .entity(
            Problem.of(503, "keys-unavailable", "Keys cannot be had at the moment")
                .detail("Try again after Retry-After."))
        .build();
  }

  @ServerExceptionMapper
  public Response sealed(TenantSealed e) {
    return Response.status(423)
        .type(Problem.MEDIA_TYPE)
        .entity(
            Problem.of(423, "tenant-sealed", "Your organization's cards are sealed")
                .detail("Its key operator has stopped the release of all keys."))
        .build();
  }

  @ServerExceptionMapper
  public Response stopped(ReleaseStopped e) {
    return Response.status(423).type(Problem.MEDIA_TYPE).entity(releaseStopped()).build();
  }

  static Problem releaseStopped() {
    return Problem.of(423, "release-stopped", "No card opens for you at the moment")
        .detail(
            "Something that you did, or that was done in your name, is looked into. A privacy"
                + " officer of your organization lifts the stop: POST"
                + " /v1/release-stops/{person}/lift at audit-service.");
  }

  @ServerExceptionMapper
  public Response damaged(CardDamaged e) {
    LOG.errorf("Tampering or damage: %s", e.getMessage());
    return Response.status(500).type(Problem.MEDIA_TYPE).entity(problem(e.damage())).build();
  }

  private static Problem problem(Damage damage) {
    return switch (damage) {
      case SEAL_BROKEN ->
          Problem.of(500, "seal-broken", "A stored value was altered or moved")
              .detail("Tell your administrator: somebody or something changed the database.");
      case KEY_BROKEN ->
          Problem.of(500, "key-broken", "The card's stored key was altered")
              .detail("Tell your administrator: somebody or something changed crypto-gateway's.");
      case KEY_GONE ->
          Problem.of(500, "key-gone", "The card's key is not there, and nobody erased the card")
              .detail("Tell your administrator: one of the databases is older than the other.");
    };
  }
}
