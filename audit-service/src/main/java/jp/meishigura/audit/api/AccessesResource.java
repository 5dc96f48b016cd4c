package jp.meishigura.audit.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import jp.meishigura.audit.Config;
import jp.meishigura.audit.domain.log.Page;
import jp.meishigura.audit.query.ExposureQueries;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.http.Cursors;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/**
 * Who saw the data of the person on a card. A privacy officer answers people, and asks about a
 * card; what a colleague did all day is for auditors.
 */
@Path("/v1/cards/{card}/accesses")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.Names.AUDITOR, Role.Names.PRIVACY_OFFICER})
@APIResponse(
    responseCode = "4XX",
    description = "A refusal; docs/problems.md has the types.",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "exposure")
public class AccessesResource {

  private final Callers callers;
  private final ExposureQueries queries;
  private final Cursors cursors;
  private final Config config;

  public AccessesResource(
      Callers callers, ExposureQueries queries, Cursors cursors, Config config) {
    this.callers = callers;
    this.queries = queries;
    this.cursors = cursors;
    this.config = config;
  }

  @GET
  @Cache(noStore = true)
  @Operation(
      operationId = "listAccesses",
      summary = "Who saw the data of the person on this card?",
      description =
          "Every time that the card was shown, also as one of a list or a search, in the order of"
              + " the log as it was when the first page was fetched. Repeat the filters with each"
              + " cursor. Of an erased card too: it is what the person may still ask.")
  @APIResponse(responseCode = "200", description = "A page.")
  public AccessPageView list(
      @PathParam("card") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          String card,
      @BeanParam TimeParameters times,
      @BeanParam PageParameters paging) {
    UUID id = QueryText.needed("card", QueryText.read("card", card, UUID::fromString, "be a UUID"));
    Page page =
        queries.accesses(
            callers.caller(), id, times.filter(), paging.rest(cursors), paging.limit(config));
    return AccessPageView.of(page, cursors);
  }
}
