package jp.meishigura.audit.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jp.meishigura.audit.domain.detect.Choice;
import jp.meishigura.audit.query.DetectionSettings;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.http.Revisions;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

/** What a tenant has set for detections. */
@Path("/v1/detection-settings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.Names.ADMINISTRATOR, Role.Names.PRIVACY_OFFICER, Role.Names.AUDITOR})
@APIResponse(
    responseCode = "4XX",
    description = "A refusal; docs/problems.md has the types.",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "findings")
public class DetectionSettingsResource {

  private final Callers callers;
  private final DetectionSettings settings;

  public DetectionSettingsResource(Callers callers, DetectionSettings settings) {
    this.callers = callers;
    this.settings = settings;
  }

  @GET
  @Cache(noStore = true)
  @Operation(operationId = "getDetectionSettings", summary = "Rules that are off, and ceilings")
  @APIResponse(
      responseCode = "200",
      description = "The settings, with their revision as ETag.",
      content = @Content(schema = @Schema(implementation = DetectionSettingsView.class)))
  public Response get() {
    return answer(settings.read(callers.caller()));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.Names.ADMINISTRATOR, Role.Names.PRIVACY_OFFICER})
  @Operation(
      operationId = "setDetectionSettings",
      summary = "Sets all of them",
      description = "In the place of what the configuration says about the tenant. On record.")
  @APIResponse(
      responseCode = "200",
      description = "The settings as they are now.",
      content = @Content(schema = @Schema(implementation = DetectionSettingsView.class)))
  public Response set(
      @HeaderParam("If-Match") @Parameter(description = "The ETag of the last read.")
          @Nullable String ifMatch,
      @Nullable DetectionSettingsView body) {
    DetectionSettingsView wanted = QueryText.needed("body", body);
    return answer(settings.change(callers.caller(), wanted.choice(), ifMatch));
  }

  private static Response answer(Choice choice) {
    return Response.ok(DetectionSettingsView.of(choice))
        .header(HttpHeaders.ETAG, Revisions.etag(choice.revision()))
        .build();
  }
}
