package jp.meishigura.contacts.api;

import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import jp.meishigura.contacts.app.CardResealing;
import jp.meishigura.platform.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** A card under a further key of its own. */
@Path("/v1/cards/{id}/reseal")
@Produces(MediaType.APPLICATION_JSON)
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
  @Operation(summary = "Seal a card anew under a further key of its own; the former one is retired")
  public ResealedJson resealCard(@RestPath UUID id) {
    return new ResealedJson(id, resealing.reseal(callers.caller(), id));
  }
}
