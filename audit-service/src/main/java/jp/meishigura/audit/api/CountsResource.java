package jp.meishigura.audit.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jp.meishigura.audit.domain.log.Counts;
import jp.meishigura.audit.query.AuditedQueries;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

/** How many entries there are of each kind. */
@Path("/v1/counts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.AUDITOR)
@APIResponse(
    responseCode = "4XX",
    description = "A refusal; docs/problems.md has the types.",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "entries")
public class CountsResource {

  /** Values that are told one by one; what comes after them is in the total. */
  private static final int MOST = 1_000;

  private final Callers callers;
  private final AuditedQueries queries;

  public CountsResource(Callers callers, AuditedQueries queries) {
    this.callers = callers;
    this.queries = queries;
  }

  @GET
  @Cache(noStore = true)
  @Operation(
      operationId = "countEntries",
      summary = "Exact numbers of entries by action, decision, actor or purpose",
      description =
          "The filters are those of listEntries. Where there are too many entries to count them in"
              + " time, the answer is the problem takes-too-long, and never a guess.")
  @APIResponse(responseCode = "200", description = "The numbers, the largest first.")
  public CountsView count(
      @QueryParam("by")
          @Parameter(required = true, schema = @Schema(implementation = Counts.By.class))
          @Nullable String by,
      @BeanParam FilterParameters filters) {
    Counts.By kind =
        QueryText.needed(
            "by",
            QueryText.read("by", by, Counts.By::valueOf, "be action, decision, actor or purpose"));
    return CountsView.of(kind, queries.count(callers.caller(), filters.filter(), kind, MOST));
  }
}
