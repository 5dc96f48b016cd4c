package jp.meishigura.contacts.api;

import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import jp.meishigura.contacts.app.CardResealing;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.http.Revisions;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** A card under a further key of its own. */
@Path("/v1/cards/{id}/reseal")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "401", ref = "TokenNeeded")
@APIResponse(responseCode = "403", ref = "NotAllowed")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Tag(name = "Key work")
public class ResealResource {

  private final Callers callers;
  private final CardResealing resealing;

  public ResealResource(Callers callers, CardResealing resealing) {
    this.callers = callers;
    this.resealing = resealing;
  }

  @POST
  @RolesAllowed(PRIVACY_OFFICER)
  @Operation(
      summary = "Seal a card anew under a further key of its own; the former one is retired",
      description = ResealedJson.FORMER_KEY)
  @APIResponse(
      responseCode = "200",
      description = "Sealed anew; ETag tells which revision the card has from now on",
      content = @Content(schema = @Schema(implementation = ResealedJson.class)))
  @APIResponse(responseCode = "404", ref = "NoSuchCard")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  @APIResponse(responseCode = "500", ref = "Damaged")
  public RestResponse<ResealedJson> resealCard(@RestPath UUID id) {
    long revision = resealing.reseal(callers.caller(), id);
    return RestResponse.ResponseBuilder.ok(new ResealedJson(id, revision))
        .header(HttpHeaders.ETAG, Revisions.etag(revision))
        .build();
  }
}
