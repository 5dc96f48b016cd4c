package jp.meishigura.contacts.api;

import static jp.meishigura.platform.caller.Role.Names.INTEGRATOR;
import static jp.meishigura.platform.caller.Role.Names.MEMBER;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.UUID;
import jp.meishigura.contacts.app.Imports;
import jp.meishigura.contacts.app.Imports.Begun;
import jp.meishigura.contacts.domain.imports.ImportLine;
import jp.meishigura.contacts.domain.imports.ImportSummary;
import jp.meishigura.contacts.domain.imports.Uploads;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.http.Cursors;
import jp.meishigura.platform.problem.StackOnly;
import org.eclipse.microprofile.context.ThreadContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Many cards in one request, read and answered as a stream. */
@Path("/v1/imports")
@APIResponse(responseCode = "401", ref = "TokenNeeded")
@APIResponse(responseCode = "403", ref = "NotAllowed")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Tag(name = "Imports")
public class ImportsResource {

  private static final Logger LOG = Logger.getLogger(ImportsResource.class);
  private static final String LINES = "application/x-ndjson";

  private final Callers callers;
  private final Imports imports;
  private final Cursors cursors;
  private final ObjectMapper json;
  private final ThreadContext contexts;

  public ImportsResource(
      Callers callers,
      Imports imports,
      Cursors cursors,
      ObjectMapper json,
      ThreadContext contexts) {
    this.callers = callers;
    this.imports = imports;
    this.cursors = cursors;
    this.json = json;
    this.contexts = contexts;
  }

  @POST
  @Consumes({
    "text/vcard",
    "text/x-vcard",
    "text/directory",
    "text/csv",
    MediaType.MULTIPART_FORM_DATA
  })
  @Produces(LINES)
  @RolesAllowed({MEMBER, INTEGRATOR})
  @Operation(summary = "Import vCards or CSV: good rows become cards, bad ones are told")
  @APIResponse(
      responseCode = "200",
      description = "A line for each row as soon as it is stored, and a last one",
      content =
          @Content(mediaType = LINES, schema = @Schema(implementation = ImportLineJson.class)))
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "409", ref = "ImportUnfinished")
  @APIResponse(responseCode = "415", ref = "MediaType")
  @APIResponse(responseCode = "422", ref = "KeyReused")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  public Response importCards(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      @HeaderParam(HttpHeaders.CONTENT_DISPOSITION) @Nullable String disposition,
      InputStream body) {
    Caller caller = callers.caller();
    Uploads uploads = RequestFiles.in(body, type, disposition);
    Begun begun = imports.begin(caller, idempotencyKey);
    if (begun.replayed()) {
      ImportSummary first = imports.replayed(caller, begun, uploads);
      ImportAnswer answer =
          new ImportAnswer(
              json,
              out -> {
                out.tell(new ImportLine.Ended(first, ""));
                out.end();
              });
      return Response.ok(answer, LINES).header("Idempotency-Replayed", "true").build();
    }
    return Response.ok(
            new ImportAnswer(json, answer -> start(caller, begun, uploads, answer)), LINES)
        .build();
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({MEMBER, INTEGRATOR})
  @Operation(summary = "How an import stands, and the rows that it rejected")
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NoSuchImport")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  public ImportReportJson getImport(
      @RestPath UUID id,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    long after =
        cursor == null ? 0 : cursors.read(cursor, ImportReportJson.Position.class).number();
    return ImportReportJson.of(imports.report(callers.caller(), id, after, limit), cursors);
  }

  private void start(Caller caller, Begun begun, Uploads uploads, ImportAnswer answer) {
    Thread.ofPlatform()
        .name("import")
        .daemon()
        .start(contexts.contextualRunnable(() -> run(caller, begun, uploads, answer)));
  }

  private void run(Caller caller, Begun begun, Uploads uploads, ImportAnswer answer) {
    try {
      imports.run(caller, begun, uploads, answer::tell);
    } catch (RuntimeException e) {
      LOG.errorf("Import %s failed: %s", begun.id(), StackOnly.of(e));
      answer.tell(ImportLineJson.failed(begun.id()));
    } finally {
      answer.end();
    }
  }
}
