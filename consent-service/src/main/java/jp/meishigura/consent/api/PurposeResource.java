package jp.meishigura.consent.api;

import static jp.meishigura.platform.caller.Role.Names.INTEGRATOR;
import static jp.meishigura.platform.caller.Role.Names.MEMBER;
import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import jp.meishigura.consent.service.PurposeDesk;
import jp.meishigura.consent.store.PurposeStore.Registered;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Purposes (利用目的). */
@Path("/v1/purposes")
@Tag(name = "Purposes", description = "What cards may be used for, and what people are told.")
@Produces(MediaType.APPLICATION_JSON)
public class PurposeResource {

  private final Callers callers;
  private final PurposeDesk desk;
  private final Fingerprints fingerprints;
  private final Cursors cursors;

  /** Where a page of purposes ended. */
  record After(String code) {}

  PurposeResource(Callers callers, PurposeDesk desk, Fingerprints fingerprints, Cursors cursors) {
    this.callers = callers;
    this.desk = desk;
    this.fingerprints = fingerprints;
    this.cursors = cursors;
  }

  @POST
  @RolesAllowed(PRIVACY_OFFICER)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Register a purpose",
      description = "For good: a purpose never changes, because people consent to its words.")
  @APIResponse(
      responseCode = "201",
      description = "Registered.",
      content = @Content(schema = @Schema(implementation = PurposeView.class)))
  @APIResponse(responseCode = "409", description = "purpose-exists: the code is taken.")
  @APIResponse(responseCode = "422", description = "idempotency-key-reused")
  public Response register(
      @NotNull @Valid PurposeBody body, @HeaderParam("Idempotency-Key") @Nullable String key) {
    Caller caller = callers.caller();
    Registered registered =
        desk.register(caller, body.draft(), key, fingerprints.of("POST /v1/purposes", body));
    return Response.created(URI.create("/v1/purposes/" + registered.purpose().code()))
        .entity(PurposeView.of(registered))
        .build();
  }

  @GET
  @RolesAllowed({MEMBER, PRIVACY_OFFICER, INTEGRATOR})
  @Operation(summary = "List the purposes, by code")
  public Page<PurposeView> list(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    String after = cursor == null ? "" : cursors.read(cursor, After.class).code();
    return Page.of(
        desk.list(callers.caller(), after, limit + 1),
        limit,
        PurposeView::of,
        last -> new After(last.purpose().code()),
        cursors);
  }

  @GET
  @Path("{code}")
  @RolesAllowed({MEMBER, PRIVACY_OFFICER, INTEGRATOR})
  @Operation(summary = "Read a purpose")
  @APIResponse(
      responseCode = "200",
      description = "The purpose.",
      content = @Content(schema = @Schema(implementation = PurposeView.class)))
  @APIResponse(responseCode = "404", description = "no-such-purpose")
  public PurposeView get(@PathParam("code") String code) {
    return PurposeView.of(desk.get(callers.caller(), code));
  }
}
