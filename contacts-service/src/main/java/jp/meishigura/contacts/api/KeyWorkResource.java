package jp.meishigura.contacts.api;

import static jp.meishigura.platform.caller.Role.Names.ADMINISTRATOR;
import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import jp.meishigura.contacts.app.KeyWorkDesk;
import jp.meishigura.platform.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** What rotated keys leave to do with all cards, and how far it is. */
@Path("/v1/key-work")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Key work")
public class KeyWorkResource {

  private final Callers callers;
  private final KeyWorkDesk desk;

  public KeyWorkResource(Callers callers, KeyWorkDesk desk) {
    this.callers = callers;
    this.desk = desk;
  }

  @POST
  @Path("/reseal")
  @RolesAllowed(PRIVACY_OFFICER)
  @ResponseStatus(202)
  @Operation(summary = "Have all cards sealed anew, each under a further key of its own")
  public KeyWorkJson resealAllCards() {
    return KeyWorkJson.of(desk.reseal(callers.caller()));
  }

  @GET
  @RolesAllowed({PRIVACY_OFFICER, ADMINISTRATOR})
  @Operation(summary = "Work on all cards that rotated keys have caused, the newest first")
  public KeyWorkListJson listKeyWork() {
    return new KeyWorkListJson(
        desk.newest(callers.caller()).stream().map(KeyWorkJson::of).toList());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({PRIVACY_OFFICER, ADMINISTRATOR})
  @Operation(summary = "How far a piece of work is")
  public KeyWorkJson getKeyWork(@RestPath UUID id) {
    return KeyWorkJson.of(desk.find(callers.caller(), id));
  }
}
