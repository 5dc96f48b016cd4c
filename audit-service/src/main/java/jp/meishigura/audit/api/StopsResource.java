package jp.meishigura.audit.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import jp.meishigura.audit.Config;
import jp.meishigura.audit.stop.StopDesk;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** People for whom no keys are released. */
@Path("/v1/release-stops")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(
    responseCode = "4XX",
    description = "A refusal; docs/problems.md has the types.",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(
    name = "release stops",
    description =
        "Whoever is stopped gets no keys, and with that no card, until a privacy officer lifts it.")
public class StopsResource {

  private final Callers callers;
  private final StopDesk desk;
  private final Config config;

  public StopsResource(Callers callers, StopDesk desk, Config config) {
    this.callers = callers;
    this.desk = desk;
    this.config = config;
  }

  @GET
  @RolesAllowed({Role.Names.AUDITOR, Role.Names.PRIVACY_OFFICER})
  @Cache(noStore = true)
  @Operation(
      operationId = "listReleaseStops",
      summary = "Who is stopped, since when and why; the last change first")
  @APIResponse(responseCode = "200", description = "The stops.")
  public StopListView list(
      @QueryParam("lifted")
          @DefaultValue("false")
          @Parameter(description = "Also people whose last stop was lifted.")
          boolean lifted) {
    int limit = config.maxPageSize();
    return StopListView.of(desk.list(callers.caller(), lifted, limit + 1), limit);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.PRIVACY_OFFICER)
  @Operation(
      operationId = "stopRelease",
      summary = "Stops a person by hand",
      description =
          "Takes effect within a second. Who is stopped already stays so for the first cause's"
              + " sake, and the answer is that stop.")
  @APIResponse(responseCode = "200", description = "The person's stop.")
  public StopView stop(@NotNull @Valid StopBody body) {
    return StopView.of(desk.stop(callers.caller(), body.person(), body.reason()));
  }

  @POST
  @Path("/{person}/lift")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.PRIVACY_OFFICER)
  @Operation(
      operationId = "liftReleaseStop",
      summary = "Lifts a person's stop; nobody lifts a stop of their own",
      description =
          "Findings that were noted meanwhile do not stop the person again; another one does.")
  @APIResponse(responseCode = "200", description = "The stop, lifted.")
  public StopView lift(
      @PathParam("person") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          String person,
      @NotNull @Valid LiftBody body) {
    UUID id =
        QueryText.needed("person", QueryText.read("person", person, UUID::fromString, "be a UUID"));
    return StopView.of(desk.lift(callers.caller(), id, body.reason()));
  }
}
