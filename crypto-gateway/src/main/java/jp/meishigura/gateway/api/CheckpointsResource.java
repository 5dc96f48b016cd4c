package jp.meishigura.gateway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jp.meishigura.gateway.release.CheckpointSigning;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signatures of the log. */
@Path("/v1/log-checkpoints")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.SERVICE)
@APIResponse(
    responseCode = "403",
    description = "foreign-origin: the checkpoint of another log",
    content = @Content(mediaType = Problem.MEDIA_TYPE))
@APIResponse(
    responseCode = "503",
    description = "keys-unavailable: try again after Retry-After",
    content = @Content(mediaType = Problem.MEDIA_TYPE))
@Tag(name = "Log checkpoints")
public class CheckpointsResource {

  private final Callers callers;
  private final CheckpointSigning signing;

  public CheckpointsResource(Callers callers, CheckpointSigning signing) {
    this.callers = callers;
    this.signing = signing;
  }

  @POST
  @Path("/sign")
  @NeedsScope(Scopes.SIGN)
  @Operation(
      summary = "Signs a checkpoint (C2SP tlog-checkpoint) of a log of ours, and nothing else",
      description = "On record before the signature leaves, as checkpoint.sign.")
  @APIResponseSchema(
      value = CheckpointSignature.class,
      responseCode = "200",
      responseDescription = "Signature")
  public CheckpointSignature signCheckpoint(@NotNull @Valid SignCheckpoint request) {
    return CheckpointSignature.of(signing.sign(callers.caller(), request.data()));
  }
}
