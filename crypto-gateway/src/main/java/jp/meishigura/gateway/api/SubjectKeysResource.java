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
import java.util.List;
import jp.meishigura.gateway.domain.subject.SubjectKey;
import jp.meishigura.gateway.release.Erasure;
import jp.meishigura.gateway.release.KeyRetirement;
import jp.meishigura.gateway.release.SubjectKeys;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/v1/subject-keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.SERVICE)
@APIResponse(
    responseCode = "409",
    description = "subject-erased: subjects names them",
    content = @Content(mediaType = Problem.MEDIA_TYPE))
@APIResponse(
    responseCode = "423",
    description = "tenant-sealed, or release-stopped: the person behind the errand gets no keys",
    content = @Content(mediaType = Problem.MEDIA_TYPE))
@APIResponse(
    responseCode = "503",
    description = "keys-unavailable: try again after Retry-After",
    content = @Content(mediaType = Problem.MEDIA_TYPE))
@Tag(name = "Subject keys")
public class SubjectKeysResource {

  private final Callers callers;
  private final SubjectKeys keys;
  private final KeyRetirement retirement;
  private final Erasure erasure;

  public SubjectKeysResource(
      Callers callers, SubjectKeys keys, KeyRetirement retirement, Erasure erasure) {
    this.callers = callers;
    this.keys = keys;
    this.retirement = retirement;
    this.erasure = erasure;
  }

  @POST
  @NeedsScope(Scopes.CREATE)
  @ResponseStatus(201)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(summary = "A key for each subject: the newest one it has, or a first one")
  @APIResponseSchema(value = CreatedKeys.class, responseCode = "201", responseDescription = "Keys")
  public CreatedKeys createSubjectKeys(@NotNull @Valid CreateSubjectKeys request) {
    return new CreatedKeys(
        views(
            keys.create(
                callers.caller(), new LinkedHashSet<>(request.subjects()), request.errand())));
  }

  @POST
  @Path("/release")
  @NeedsScope(Scopes.RELEASE)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(summary = "The keys with these ids, on record before they leave")
  @APIResponseSchema(value = ReleasedKeys.class, responseCode = "200", responseDescription = "Keys")
  public ReleasedKeys releaseSubjectKeys(@NotNull @Valid ReleaseSubjectKeys request) {
    SubjectKeys.Released released =
        keys.release(callers.caller(), new LinkedHashSet<>(request.keyIds()), request.errand());
    return new ReleasedKeys(views(released.keys()), released.missing(), released.broken());
  }

  @POST
  @Path("/renew")
  @NeedsScope(Scopes.RENEW)
  @ResponseStatus(201)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(summary = "A further key for each subject; the older ones open until they are retired")
  @APIResponseSchema(value = RenewedKeys.class, responseCode = "201", responseDescription = "Keys")
  public RenewedKeys renewSubjectKeys(@NotNull @Valid RenewSubjectKeys request) {
    return new RenewedKeys(
        keys
            .renew(callers.caller(), new LinkedHashSet<>(request.subjects()), request.errand())
            .stream()
            .map(RenewedKeyView::of)
            .toList());
  }

  @POST
  @Path("/retire")
  @NeedsScope(Scopes.RENEW)
  @Operation(summary = "Removes keys that a newer one of their subject has replaced")
  @APIResponseSchema(
      value = RetiredKeys.class,
      responseCode = "200",
      responseDescription = "What is gone and what stays")
  public RetiredKeys retireSubjectKeys(@NotNull @Valid RetireSubjectKeys request) {
    return RetiredKeys.of(
        retirement.retire(
            callers.caller(), new LinkedHashSet<>(request.keyIds()), request.errand()));
  }

  @POST
  @Path("/destroy")
  @NeedsScope(Scopes.DESTROY)
  @Operation(
      summary = "Destroys all keys of the subjects for good; they never get one again",
      description =
          "Answers when Kafka has the tombstones, or has not acknowledged them within"
              + " meishigura.erasure.published-within: published says which. Asked again it says how"
              + " it stands now.")
  @APIResponseSchema(
      value = DestroyedKeys.class,
      responseCode = "200",
      responseDescription = "Tombstones")
  public DestroyedKeys destroySubjectKeys(@NotNull @Valid DestroySubjectKeys request) {
    return new DestroyedKeys(
        erasure
            .destroy(
                callers.caller(),
                new LinkedHashSet<>(request.subjects()),
                request.order(),
                request.errand())
            .stream()
            .map(TombstoneView::of)
            .toList());
  }

  private static List<SubjectKeyView> views(List<SubjectKey> keys) {
    return keys.stream().map(SubjectKeyView::of).toList();
  }
}
