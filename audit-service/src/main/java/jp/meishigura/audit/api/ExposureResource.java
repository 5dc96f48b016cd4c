package jp.meishigura.audit.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import jp.meishigura.audit.domain.exposure.ExposureQuestion;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.query.ExposureQueries;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

/** The exposure report: whose data did somebody see? */
@Path("/v1/exposure")
@RolesAllowed(Role.Names.AUDITOR)
@APIResponse(
    responseCode = "4XX",
    description = "A refusal; docs/problems.md has the types.",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "exposure", description = "Whose data somebody saw, and who saw somebody's data.")
public class ExposureResource {

  private static final String CSV = "text/csv";

  private final Callers callers;
  private final ExposureQueries queries;
  private final ObjectMapper json;

  public ExposureResource(Callers callers, ExposureQueries queries, ObjectMapper json) {
    this.callers = callers;
    this.queries = queries;
    this.json = json;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @Cache(noStore = true)
  @Operation(
      operationId = "getExposure",
      summary = "Whose data did somebody see, which fields, when, from where, for which purpose?",
      description =
          "Every card that the actor was shown, with each field, purpose, action and client: how"
              + " often, first and last. As JSON, or as CSV with Accept: text/csv, whose last line"
              + " begins with total. A read that was granted and did not open counts as shown. Lists"
              + " and searches name the cards of a page, and the fields of the page together.")
  @APIResponse(
      responseCode = "200",
      description = "The report.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ExposureReportView.class)),
        @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
      })
  public Response report(
      @QueryParam("actor")
          @Parameter(required = true, description = "The id of whoever saw it, as in actor.id.")
          @Nullable String actor,
      @QueryParam("from")
          @Parameter(
              required = true,
              description = "The earliest time of the event (RFC 3339; write + as %2B).",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @Nullable String from,
      @QueryParam("to")
          @Parameter(
              required = true,
              description = "The time before which it must have been (RFC 3339; write + as %2B).",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @Nullable String to,
      @Context HttpHeaders headers) {
    ExposureQuestion question = question(actor, from, to);
    Caller caller = callers.caller();
    boolean csv = isCsv(headers);
    ExposureQueries.Report report = queries.report(caller, question, csv ? "csv" : "json");
    ReportStream stream =
        new ReportStream(
            queries, caller, report, csv ? CsvReport::new : out -> new JsonReport(out, json));
    return csv
        ? Response.ok(stream, CSV + ";charset=UTF-8;header=present")
            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"exposure.csv\"")
            .build()
        : Response.ok(stream, MediaType.APPLICATION_JSON).build();
  }

  private static ExposureQuestion question(
      @Nullable String actor, @Nullable String from, @Nullable String to) {
    String who =
        QueryText.needed(
            "actor",
            QueryText.read("actor", actor, EntryFilter::actorId, "be an id as in actor.id"));
    Instant earliest = QueryText.needed("from", QueryText.time("from", from));
    Instant end = QueryText.needed("to", QueryText.time("to", to));
    return QueryText.needed(
        "to",
        QueryText.read(
            "to", to, _ -> new ExposureQuestion(who, earliest, end), "be later than from"));
  }

  /** The first acceptable type decides, JSON where both are the same to the caller. */
  private static boolean isCsv(HttpHeaders headers) {
    for (MediaType type : headers.getAcceptableMediaTypes()) {
      if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (type.isCompatible(MediaType.valueOf(CSV))) {
        return true;
      }
    }
    return false;
  }
}
