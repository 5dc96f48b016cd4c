package jp.meishigura.gateway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jp.meishigura.gateway.release.Sealing;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/seal")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.SERVICE)
@Tag(name = "Seal")
public class SealResource {

  private final Callers callers;
  private final Sealing sealing;

  public SealResource(Callers callers, Sealing sealing) {
    this.callers = callers;
    this.sealing = sealing;
  }

  @GET
  @NeedsScope(Scopes.SEAL)
  @Operation(summary = "Whether the tenant is sealed")
  @APIResponseSchema(value = SealView.class, responseCode = "200", responseDescription = "Seal")
  public SealView readSeal() {
    return SealView.of(sealing.read(callers.caller()));
  }

  @PUT
  @NeedsScope(Scopes.SEAL)
  @Operation(summary = "Seals the tenant, or ends that: while sealed none of its keys is given out")
  @APIResponseSchema(value = SealView.class, responseCode = "200", responseDescription = "Seal")
  public SealView setSeal(@NotNull @Valid SetSeal request) {
    return SealView.of(
        sealing.set(callers.caller(), request.sealed(), request.actor(), request.reason()));
  }
}
