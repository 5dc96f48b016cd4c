package jp.meishigura.consent.api;

import static jp.meishigura.platform.caller.Role.Names.INTEGRATOR;
import static jp.meishigura.platform.caller.Role.Names.MEMBER;
import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import jp.meishigura.consent.service.ConsentReader;
import jp.meishigura.consent.service.RequestDesk;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Requests for consent. */
@Path("/v1/consent-requests")
@Tag(name = "Requests", description = "Asking the people on cards.")
@Produces(MediaType.APPLICATION_JSON)
public class RequestResource {

  private final Callers callers;
  private final RequestDesk desk;
  private final ConsentReader reader;
  private final Fingerprints fingerprints;
  private final Cursors cursors;
  private final Clock clock;

  RequestResource(
      Callers callers,
      RequestDesk desk,
      ConsentReader reader,
      Fingerprints fingerprints,
      Cursors cursors,
      Clock clock) {
    this.callers = callers;
    this.desk = desk;
    this.reader = reader;
    this.fingerprints = fingerprints;
    this.cursors = cursors;
    this.clock = clock;
  }

  @POST
  @RolesAllowed({MEMBER, PRIVACY_OFFICER, INTEGRATOR})
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Ask the person on a card for consent",
      description =
          "Queues a mail. Where it goes is asked of contacts-service when it is sent, and kept"
              + " nowhere; whether the card has an address at all shows in the delivery.")
  @APIResponse(
      responseCode = "201",
      description = "The mail is queued.",
      content = @Content(schema = @Schema(implementation = RequestView.class)))
  @APIResponse(
      responseCode = "409",
      description =
          "consent-already-given: a consent stands; consent-already-asked: an earlier request can"
              + " still be answered; subject-erased: subjects names the person, who is never asked"
              + " again.")
  @APIResponse(responseCode = "422", description = "unknown-purpose, idempotency-key-reused")
  public Response ask(
      @NotNull @Valid RequestBody body, @HeaderParam("Idempotency-Key") @Nullable String key) {
    Caller caller = callers.caller();
    UUID id =
        desk.ask(
            caller,
            body.card(),
            body.purpose(),
            key,
            fingerprints.of("POST /v1/consent-requests", body));
    return Response.created(URI.create("/v1/consent-requests/" + id))
        .entity(RequestView.of(reader.request(caller, id), clock))
        .build();
  }

  @GET
  @RolesAllowed({MEMBER, PRIVACY_OFFICER, INTEGRATOR})
  @Operation(
      summary = "List a card's requests, newest first",
      description =
          "Those of a person who was erased are kept as proof, and shown to privacy officers only.")
  @APIResponse(responseCode = "200", description = "A page of requests.")
  @APIResponse(responseCode = "410", description = "subject-erased: subjects names the person.")
  public Page<RequestView> list(
      @QueryParam("card") @NotNull UUID card,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    ConsentReader.Position after =
        cursor == null ? null : cursors.read(cursor, ConsentReader.Position.class);
    return Page.of(
        reader.requests(callers.caller(), card, after, limit + 1),
        limit,
        view -> RequestView.of(view, clock),
        last -> new ConsentReader.Position(last.request().askedAt(), last.request().id()),
        cursors);
  }

  @GET
  @Path("{id}")
  @RolesAllowed({MEMBER, PRIVACY_OFFICER, INTEGRATOR})
  @Operation(summary = "Read a request")
  @APIResponse(
      responseCode = "200",
      description = "The request.",
      content = @Content(schema = @Schema(implementation = RequestView.class)))
  @APIResponse(responseCode = "404", description = "no-such-request")
  @APIResponse(
      responseCode = "410",
      description =
          "subject-erased: subjects names the person; a privacy officer may still read it.")
  public RequestView get(@PathParam("id") UUID id) {
    return RequestView.of(reader.request(callers.caller(), id), clock);
  }
}
