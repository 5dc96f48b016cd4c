package jp.meishigura.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.CallerRule;
import jp.meishigura.platform.caller.Callers;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns everything that can end a request into a problem document. */
@ApplicationScoped
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final Callers callers;
  private final RefusalRecorder refusals;

  public ProblemMappers(Callers callers, RefusalRecorder refusals) {
    this.callers = callers;
    this.refusals = refusals;
  }

  @ServerExceptionMapper
  public Response problem(ProblemException e) {
    return response(e.problem(), e.headers());
  }

  /** Why a token failed is not said: an attacker learns only "no". */
  @ServerExceptionMapper(
      value = {UnauthorizedException.class, AuthenticationFailedException.class},
      priority = 1)
  public Response unauthenticated(Throwable e) {
    return response(
        Problem.of(401, "token-needed", "A valid access token is needed")
            .detail("Send Authorization: Bearer with a token for this service's audience."),
        Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
  }

  /** Refusals go on record, and roles are checked on an event loop that must not wait for that. */
  @ServerExceptionMapper(priority = 1)
  public Uni<Response> forbidden(ForbiddenException e) {
    Supplier<Response> answer =
        callers
            .refusal()
            .<Supplier<Response>>map(refused -> () -> refusedToken(refused))
            .orElseGet(this::refusedRole);
    return Uni.createFrom().item(answer).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Response refusedToken(CallerRule.Outcome.Refused refused) {
    if (refused.tenant() != null) {
      refusals.record(refused.tenant(), refused.reason());
    }
    Problem problem =
        Problem.of(403, refused.reason(), "This token is not enough").detail(refused.detail());
    // RFC 9470 section 3: the challenge names the level that is wanted.
    return refused.reason().equals("second-factor-needed")
        ? response(
            problem.with("acr_values", CallerRule.AAL2),
            Map.of(
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\""))
        : response(problem, Map.of());
  }

  private Supplier<Response> refusedRole() {
    Optional<Caller> caller = callers.known();
    return () -> {
      caller.ifPresent(known -> refusals.record(known, "role-missing"));
      return response(
          Problem.of(403, "role-missing", "Your role does not allow this")
              .detail("Ask your administrator for the role that this operation needs."),
          Map.of());
    };
  }

  @ServerExceptionMapper
  public Response notFound(NotFoundException e) {
    return response(
        Problem.of(404, "not-found", "There is nothing at this address")
            .detail("Compare the path with the OpenAPI document."),
        Map.of());
  }

  @ServerExceptionMapper
  public Response notAllowed(NotAllowedException e) {
    String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return response(
        Problem.of(405, "method-not-allowed", "This address does not take that method")
            .detail("Compare the method with the OpenAPI document."),
        allow == null ? Map.of() : Map.of(HttpHeaders.ALLOW, allow));
  }

  @ServerExceptionMapper
  public Response notSupported(NotSupportedException e) {
    return response(
        Problem.of(415, "media-type", "This content type is not understood here")
            .detail("Set Content-Type to one that the OpenAPI document names."),
        Map.of());
  }

  /** Messages of the JSON parser may quote the input: only the place in the document is told. */
  @ServerExceptionMapper(
      value = {MismatchedInputException.class, JsonProcessingException.class},
      priority = 1)
  public Response malformed(JsonProcessingException e) {
    String path =
        e instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                .collect(Collectors.joining("."))
            : "";
    Problem problem =
        Problem.of(400, "malformed-json", "The body is not the JSON that is expected")
            .detail("Compare the body with the schema in the OpenAPI document.");
    return response(path.isEmpty() ? problem : problem.with("at", path), Map.of());
  }

  @ServerExceptionMapper(priority = 1)
  public Response invalid(ConstraintViolationException e) {
    List<Map<String, String>> errors =
        e.getConstraintViolations().stream().map(ProblemMappers::violation).toList();
    return response(
        Problem.of(400, "invalid-request", "Something in the request is not as it must be")
            .detail("Mend the members listed in errors and send it again.")
            .with("errors", errors),
        Map.of());
  }

  private static Map<String, String> violation(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString();
    return Map.of("at", path.substring(path.indexOf('.') + 1), "must", violation.getMessage());
  }

  @ServerExceptionMapper
  public Response other(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (status == 400 && e.getCause() instanceof JsonProcessingException json) {
      return malformed(json);
    }
    if (status < 400) {
      return e.getResponse();
    }
    String phrase = e.getResponse().getStatusInfo().getReasonPhrase();
    return response(Problem.of(status, "http-" + status, phrase), Map.of());
  }

  /** The message may hold personal data, so that only the type and a reference are logged. */
  @ServerExceptionMapper
  public Response unexpected(Throwable e) {
    String reference = UUID.randomUUID().toString();
    LOG.errorf("Request failed, reference %s: %s", reference, StackOnly.of(e));
    return response(
        Problem.of(500, "internal", "Something failed on our side")
            .detail("Try again; when it stays, tell your administrator the reference.")
            .with("reference", reference),
        Map.of());
  }

  private static Response response(Problem problem, Map<String, String> headers) {
    Response.ResponseBuilder builder =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    headers.forEach(builder::header);
    return builder.build();
  }
}
