package jp.meishigura.platform.caller;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The caller of the current request. */
@ApplicationScoped
public class Callers {

  private final CurrentIdentityAssociation current;

  public Callers(CurrentIdentityAssociation current) {
    this.current = current;
  }

  /**
   * @throws IllegalStateException on an endpoint that let a request through without a caller: a
   *     missing {@code @RolesAllowed}
   */
  public Caller caller() {
    return known()
        .orElseThrow(() -> new IllegalStateException("An endpoint without @RolesAllowed."));
  }

  /** The caller, where the request has one. */
  public Optional<Caller> known() {
    return Optional.ofNullable(current.getIdentity().<Caller>getAttribute(CallerAugmentor.CALLER));
  }

  /** Why the token of this request was refused, where it was. */
  public Optional<CallerRule.Outcome.Refused> refusal() {
    return Optional.ofNullable(
        current.getIdentity().<CallerRule.Outcome.Refused>getAttribute(CallerAugmentor.REFUSAL));
  }
}
