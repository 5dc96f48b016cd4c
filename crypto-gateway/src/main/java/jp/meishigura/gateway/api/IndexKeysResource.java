package jp.meishigura.gateway.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import jp.meishigura.gateway.release.IndexKeys;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

@Path("/v1/index-keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.SERVICE)
@APIResponse(
    responseCode = "423",
    description = "tenant-sealed, or release-stopped: the person behind the errand gets no keys",
    content = @Content(mediaType = Problem.MEDIA_TYPE))
@APIResponse(
    responseCode = "503",
    description = "keys-unavailable: try again after Retry-After",
    content = @Content(mediaType = Problem.MEDIA_TYPE))
@Tag(name = "Index keys")
public class IndexKeysResource {

  private final Callers callers;
  private final IndexKeys keys;

  public IndexKeysResource(Callers callers, IndexKeys keys) {
    this.callers = callers;
    this.keys = keys;
  }

  @POST
  @Path("/release")
  @NeedsScope(Scopes.INDEX)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(summary = "The blind-index keys of these fields, on record before they leave")
  @APIResponseSchema(
      value = ReleasedIndexKeys.class,
      responseCode = "200",
      responseDescription = "Keys")
  public ReleasedIndexKeys releaseIndexKeys(@NotNull @Valid ReleaseIndexKeys request) {
    return new ReleasedIndexKeys(
        keys
            .release(callers.caller(), new LinkedHashSet<>(request.fields()), request.errand())
            .stream()
            .map(IndexKeyView::of)
            .toList());
  }

  @POST
  @Path("/retire")
  @NeedsScope(Scopes.RENEW)
  @Operation(summary = "Removes a version that nothing is indexed with any more")
  @APIResponseSchema(
      value = RetiredIndexKey.class,
      responseCode = "200",
      responseDescription = "It is gone")
  @APIResponse(
      responseCode = "409",
      description = "newest-version",
      content = @Content(mediaType = Problem.MEDIA_TYPE))
  public RetiredIndexKey retireIndexKey(@NotNull @Valid RetireIndexKey request) {
    keys.retire(callers.caller(), request.version(), request.errand());
    return new RetiredIndexKey(request.version());
  }
}
