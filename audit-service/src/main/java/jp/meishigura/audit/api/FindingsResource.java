package jp.meishigura.audit.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import jp.meishigura.audit.Config;
import jp.meishigura.audit.domain.finding.KeptFinding.Reason;
import jp.meishigura.audit.domain.finding.KeptFinding.State;
import jp.meishigura.audit.query.FindingQueries;
import jp.meishigura.audit.query.FindingQueries.Answer;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.http.Cursors;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

/** What rules found in the tenant's log. */
@Path("/v1/findings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.Names.AUDITOR, Role.Names.PRIVACY_OFFICER})
@APIResponse(
    responseCode = "4XX",
    description = "A refusal; docs/problems.md has the types.",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "findings", description = "What rules found in the tenant's log (docs/detections.md).")
public class FindingsResource {

  private final Callers callers;
  private final FindingQueries queries;
  private final Cursors cursors;
  private final Config config;

  public FindingsResource(Callers callers, FindingQueries queries, Cursors cursors, Config config) {
    this.callers = callers;
    this.queries = queries;
    this.cursors = cursors;
    this.config = config;
  }

  @GET
  @Cache(noStore = true)
  @Operation(
      operationId = "listFindings",
      summary = "Findings, the newest first",
      description = "Repeat the filters with each cursor.")
  @APIResponse(responseCode = "200", description = "A page of findings.")
  public FindingPageView list(
      @QueryParam("state")
          @Parameter(
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"open", "acknowledged", "closed"}))
          @Nullable String state,
      @QueryParam("rule") @Parameter(description = "The rule's name.") @Nullable String rule,
      @BeanParam PageParameters paging) {
    State wanted =
        QueryText.read("state", state, State::valueOf, "be open, acknowledged or closed");
    String named = QueryText.read("rule", rule, FindingsResource::name, "be a rule's name");
    return FindingPageView.of(
        queries.list(callers.caller(), wanted, named, paging.place(cursors), paging.limit(config)),
        cursors);
  }

  @GET
  @Path("/{id}")
  @Cache(noStore = true)
  @Operation(operationId = "getFinding", summary = "One finding")
  @APIResponse(responseCode = "200", description = "The finding.")
  public FindingView get(
      @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          String id) {
    return queries
        .find(callers.caller(), uuid(id))
        .map(FindingView::of)
        .orElseThrow(FindingsResource::noSuchFinding);
  }

  @POST
  @Path("/{id}/acknowledge")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.PRIVACY_OFFICER)
  @Operation(
      operationId = "acknowledgeFinding",
      summary = "Says that somebody has seen to it",
      description =
          "Once, and not by the person that it is about. A stop of key release that it caused"
              + " stays until it is lifted.")
  @APIResponse(responseCode = "200", description = "The finding as it is now.")
  public FindingView acknowledge(
      @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          String id,
      @Nullable AcknowledgeBody body) {
    Reason reason =
        QueryText.needed(
            "reason",
            QueryText.read(
                "reason",
                body == null ? null : body.reason(),
                Reason::named,
                "be expected-work, false-alarm, incident or other"));
    return switch (queries.acknowledge(callers.caller(), uuid(id), reason)) {
      case Answer.Done done -> FindingView.of(done.finding());
      case Answer.NoSuchFinding _ -> throw noSuchFinding();
      case Answer.OfOneself _ ->
          throw Problem.of(403, "own-finding", "This finding is about you")
              .detail("Ask another privacy officer to look at it.")
              .exception();
      case Answer.Already _ ->
          throw Problem.of(409, "finding-acknowledged", "Somebody has seen to this finding")
              .detail("Fetch the finding; it says who and when.")
              .exception();
    };
  }

  private static UUID uuid(String id) {
    return QueryText.needed("id", QueryText.read("id", id, UUID::fromString, "be a UUID"));
  }

  private static String name(String text) {
    if (!text.matches("[a-z][a-z0-9-]{1,60}")) {
      throw new IllegalArgumentException("no name");
    }
    return text;
  }

  private static ProblemException noSuchFinding() {
    return Problem.of(404, "no-such-finding", "There is no such finding about your log")
        .detail("List the findings to see which there are.")
        .exception();
  }
}
