package jp.meishigura.contacts.api;

import static jp.meishigura.platform.caller.Role.Names.ADMINISTRATOR;
import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import jp.meishigura.contacts.app.KeyWorkDesk;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.store.KeyWorkTable.StartedPosition;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What rotated keys leave to do with all cards, and how far it is. */
@Path("/v1/key-work")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "401", ref = "TokenNeeded")
@APIResponse(responseCode = "403", ref = "NotAllowed")
@APIResponse(responseCode = "423", ref = "TenantSealed")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Tag(name = "Key work")
public class KeyWorkResource {

  static final int MAX_LIMIT = 200;
  static final String DEFAULT_LIMIT = "100";

  private final Callers callers;
  private final KeyWorkDesk desk;
  private final Cursors cursors;

  public KeyWorkResource(Callers callers, KeyWorkDesk desk, Cursors cursors) {
    this.callers = callers;
    this.desk = desk;
    this.cursors = cursors;
  }

  @POST
  @Path("/reseal")
  @RolesAllowed(PRIVACY_OFFICER)
  @ResponseStatus(202)
  @Operation(
      summary = "Have all cards sealed anew, each under a further key of its own",
      description = ResealedJson.FORMER_KEY)
  @APIResponse(
      responseCode = "202",
      description = "Begun, or joined what runs already; Location tells where to ask how far it is",
      content = @Content(schema = @Schema(implementation = KeyWorkJson.class)))
  public RestResponse<KeyWorkJson> resealAllCards() {
    return accepted(desk.reseal(callers.caller()));
  }

  @POST
  @Path("/reindex")
  @RolesAllowed(PRIVACY_OFFICER)
  @ResponseStatus(202)
  @Operation(
      summary = "Have all cards indexed anew under the newest version of the index keys",
      description =
          "A rotation of index keys does this by itself. By hand it is for work that failed, when"
              + " the cards that did not open are mended or erased.")
  @APIResponse(
      responseCode = "202",
      description = "Begun, or joined what runs already; Location tells where to ask how far it is",
      content = @Content(schema = @Schema(implementation = KeyWorkJson.class)))
  public RestResponse<KeyWorkJson> reindexAllCards() {
    return accepted(desk.reindex(callers.caller()));
  }

  @GET
  @RolesAllowed({PRIVACY_OFFICER, ADMINISTRATOR})
  @Operation(summary = "Work on all cards that rotated keys have caused, the newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of it",
      content = @Content(schema = @Schema(implementation = KeyWorkListJson.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  public KeyWorkListJson listKeyWork(
      @QueryParam("limit") @DefaultValue(DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT) int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    KeyWorkDesk.Page page =
        desk.newest(
            callers.caller(),
            limit,
            cursor == null ? null : cursors.read(cursor, StartedPosition.class));
    return new KeyWorkListJson(
        page.works().stream().map(KeyWorkJson::of).toList(),
        page.next() == null ? null : cursors.write(page.next()));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({PRIVACY_OFFICER, ADMINISTRATOR})
  @Operation(summary = "How far a piece of work is")
  @APIResponse(
      responseCode = "200",
      description = "So far",
      content = @Content(schema = @Schema(implementation = KeyWorkJson.class)))
  @APIResponse(responseCode = "404", ref = "NoSuchWork")
  public KeyWorkJson getKeyWork(@RestPath UUID id) {
    KeyWorkDesk.Found found = desk.find(callers.caller(), id);
    return KeyWorkJson.of(found.work(), found.brokenCards());
  }

  private static RestResponse<KeyWorkJson> accepted(KeyWork work) {
    return RestResponse.ResponseBuilder.<KeyWorkJson>create(RestResponse.Status.ACCEPTED)
        .location(URI.create("/v1/key-work/" + work.id()))
        .entity(KeyWorkJson.of(work))
        .build();
  }
}
