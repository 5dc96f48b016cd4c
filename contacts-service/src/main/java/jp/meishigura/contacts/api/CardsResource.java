package jp.meishigura.contacts.api;

import static jp.meishigura.platform.caller.Role.Names.INTEGRATOR;
import static jp.meishigura.platform.caller.Role.Names.MEMBER;
import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import jp.meishigura.contacts.app.CardChange;
import jp.meishigura.contacts.app.CardCreation;
import jp.meishigura.contacts.app.CardReading;
import jp.meishigura.contacts.domain.view.CardView;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.http.Revisions;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One card: write it, change it, look at it. */
@Path("/v1/cards")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "401", ref = "TokenNeeded")
@APIResponse(responseCode = "403", ref = "NotAllowed")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Tag(name = "Cards")
public class CardsResource {

  private final Callers callers;
  private final CardCreation creation;
  private final CardChange change;
  private final CardReading reading;

  public CardsResource(
      Callers callers, CardCreation creation, CardChange change, CardReading reading) {
    this.callers = callers;
    this.creation = creation;
    this.change = change;
    this.reading = reading;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({MEMBER, INTEGRATOR})
  @ResponseStatus(201)
  @Operation(summary = "Create a card; it is locked")
  @APIResponse(
      responseCode = "201",
      description = "Created; Location and ETag tell where and which revision",
      content = @Content(schema = @Schema(implementation = CardJson.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "413", ref = "BodyTooLarge")
  @APIResponse(responseCode = "422", ref = "NotACard")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  public RestResponse<CardJson> createCard(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
      @NotNull @Valid CardInput card) {
    CardCreation.Created created = creation.create(callers.caller(), card.draft(), idempotencyKey);
    return RestResponse.ResponseBuilder.<CardJson>created(
            URI.create("/v1/cards/" + created.card().id()))
        .header(HttpHeaders.ETAG, Revisions.etag(created.card().revision()))
        .header("Idempotency-Replayed", created.replayed() ? "true" : null)
        .entity(CardJson.of(created.card()))
        .build();
  }

  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({MEMBER, INTEGRATOR})
  @Operation(summary = "Replace a card's values; the original record stays")
  @APIResponse(
      responseCode = "200",
      description = "Replaced",
      content = @Content(schema = @Schema(implementation = CardJson.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NoSuchCard")
  @APIResponse(responseCode = "412", ref = "RevisionStale")
  @APIResponse(responseCode = "413", ref = "BodyTooLarge")
  @APIResponse(responseCode = "422", ref = "NotACard")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  @APIResponse(responseCode = "428", ref = "RevisionNeeded")
  @APIResponse(responseCode = "500", ref = "Damaged")
  public RestResponse<CardJson> replaceCard(
      @RestPath UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid CardInput card) {
    return answer(change.replace(callers.caller(), id, ifMatch, card.draft()));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({MEMBER, INTEGRATOR, PRIVACY_OFFICER})
  @Operation(summary = "Look at a card; locked unless the person agreed to the stated purpose")
  @APIResponse(
      responseCode = "200",
      description = "As much of the card as may be seen",
      content = @Content(schema = @Schema(implementation = CardJson.class)))
  @APIResponse(responseCode = "404", ref = "NoSuchCard")
  @APIResponse(responseCode = "422", ref = "UnknownPurpose")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  @APIResponse(responseCode = "500", ref = "Damaged")
  public RestResponse<CardJson> getCard(
      @RestPath UUID id, @QueryParam("purpose") @Nullable String purpose) {
    return answer(reading.view(callers.caller(), id, purpose));
  }

  private static RestResponse<CardJson> answer(CardView view) {
    return RestResponse.ResponseBuilder.ok(CardJson.of(view))
        .header(HttpHeaders.ETAG, Revisions.etag(view.revision()))
        .build();
  }
}
