package jp.meishigura.gateway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import jp.meishigura.gateway.domain.rotation.Level;
import jp.meishigura.gateway.rotation.Rotations;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/rotations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.SERVICE)
@Tag(name = "Rotations")
public class RotationsResource {

  private final Callers callers;
  private final Rotations rotations;
  private final ScopeDoor door;

  public RotationsResource(Callers callers, Rotations rotations, ScopeDoor door) {
    this.callers = callers;
    this.rotations = rotations;
    this.door = door;
  }

  @POST
  @NeedsScope(Scopes.ROTATE)
  @Operation(
      summary = "Begins to rotate a key, or names the rotation of that level that runs",
      description = "Level vault-key concerns every tenant: it needs keys:rotate-vault as well.")
  @APIResponse(
      responseCode = "202",
      description = "Begun",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RotationView.class)))
  @APIResponse(
      responseCode = "200",
      description = "One of that level runs already",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RotationView.class)))
  @APIResponse(
      responseCode = "423",
      description = "tenant-sealed",
      content = @Content(mediaType = Problem.MEDIA_TYPE))
  @APIResponse(
      responseCode = "503",
      description = "keys-unavailable: try again after Retry-After",
      content = @Content(mediaType = Problem.MEDIA_TYPE))
  public RestResponse<RotationView> beginRotation(@NotNull @Valid BeginRotation request) {
    Level level = request.of();
    if (level == Level.VAULT_KEY) {
      door.require(Scopes.ROTATE_VAULT);
    }
    Rotations.Begun begun = rotations.begin(callers.caller(), level, request.actor());
    return RestResponse.status(
        begun.fresh() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK,
        RotationView.of(begun.rotation()));
  }

  @GET
  @NeedsScope(Scopes.ROTATE)
  @Operation(summary = "The tenant's rotations and those of the installation, newest first")
  @APIResponseSchema(
      value = RotationList.class,
      responseCode = "200",
      responseDescription = "Rotations")
  public RotationList listRotations() {
    return new RotationList(
        rotations.newest(callers.caller()).stream().map(RotationView::of).toList());
  }

  @GET
  @Path("/{id}")
  @NeedsScope(Scopes.ROTATE)
  @Operation(summary = "How far a rotation is")
  @APIResponseSchema(
      value = RotationView.class,
      responseCode = "200",
      responseDescription = "Rotation")
  public RotationView readRotation(@PathParam("id") UUID id) {
    return rotations
        .find(callers.caller(), id)
        .map(RotationView::of)
        .orElseThrow(
            () ->
                Problem.of(404, "no-such-rotation", "There is no such rotation")
                    .detail("List the rotations to see which there are.")
                    .exception());
  }
}
