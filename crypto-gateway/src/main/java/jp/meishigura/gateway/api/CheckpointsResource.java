package jp.meishigura.gateway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jp.meishigura.gateway.domain.checkpoint.CheckpointSigner;
import jp.meishigura.gateway.domain.checkpoint.CheckpointText;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Signatures of the log. A good one is not put on record: the record would change the log, which
 * would want a checkpoint, and so on for ever. The checkpoint itself is public.
 */
@Path("/v1/log-checkpoints")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.SERVICE)
@APIResponse(
    responseCode = "503",
    description = "keys-unavailable: try again after Retry-After",
    content = @Content(mediaType = Problem.MEDIA_TYPE))
@Tag(name = "Log checkpoints")
public class CheckpointsResource {

  private final CheckpointSigner signer;

  public CheckpointsResource(CheckpointSigner signer) {
    this.signer = signer;
  }

  @POST
  @Path("/sign")
  @NeedsScope(Scopes.SIGN)
  @Operation(summary = "Signs a checkpoint (C2SP tlog-checkpoint) and nothing else")
  @APIResponseSchema(
      value = CheckpointSignature.class,
      responseCode = "200",
      responseDescription = "Signature")
  public CheckpointSignature signCheckpoint(@NotNull @Valid SignCheckpoint request) {
    if (!CheckpointText.matches(request.data())) {
      throw Problem.of(400, "not-a-checkpoint", "This is not the text of a checkpoint")
          .detail("Send origin, tree size, root hash and extension lines (C2SP tlog-checkpoint).")
          .exception();
    }
    return CheckpointSignature.of(signer.sign(request.data()));
  }
}
