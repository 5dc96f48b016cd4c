package jp.meishigura.contacts.api;

import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import jp.meishigura.contacts.app.CardErasure;
import jp.meishigura.platform.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** A privacy officer's order that a person be forgotten. */
@Path("/v1/cards/{id}/erasure")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "401", ref = "TokenNeeded")
@APIResponse(responseCode = "403", ref = "NotAllowed")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Tag(name = "Erasure")
public class ErasureResource {

  private final Callers callers;
  private final CardErasure erasure;

  public ErasureResource(Callers callers, CardErasure erasure) {
    this.callers = callers;
    this.erasure = erasure;
  }

  @POST
  @RolesAllowed(PRIVACY_OFFICER)
  @Operation(
      summary = "Erase a card for good: its key is destroyed, backups forget it too",
      description =
          "Asked again of a card that is erased, it answers the same order, and whether the erasure"
              + " outlives backups by now. A 503 does not say that nothing was erased: the key may"
              + " still be destroyed, and the card goes with it. Ask again, and the answer tells.")
  @APIResponse(responseCode = "404", ref = "NoSuchCard")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  public ErasedJson eraseCard(@RestPath UUID id) {
    return ErasedJson.of(erasure.erase(callers.caller(), id));
  }
}
