package jp.meishigura.audit.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import jp.meishigura.audit.Config;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.SiemFormat;
import jp.meishigura.audit.format.SiemJson;
import jp.meishigura.audit.query.SiemPulls;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.RefusalRecorder;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** The tenant's entries as a SIEM reads them (docs/siem.md). */
@Path("/v1/siem/events")
@RolesAllowed({Role.Names.AUDITOR, Role.Names.INTEGRATOR})
@APIResponse(
    responseCode = "4XX",
    description = "A refusal; docs/problems.md has the types.",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "siem", description = "The tenant's entries for its SIEM. Reading them is one, too.")
public class SiemResource {

  /** What a client needs; people need the role of an auditor. */
  private static final String SCOPE = "audit:read";

  private static final String NDJSON = "application/x-ndjson";
  private static final String NEXT = "Meishigura-Next-Leaf";

  private final Callers callers;
  private final SiemPulls pulls;
  private final SiemJson json;
  private final RefusalRecorder refusals;
  private final Config config;

  public SiemResource(
      Callers callers, SiemPulls pulls, SiemJson json, RefusalRecorder refusals, Config config) {
    this.callers = callers;
    this.pulls = pulls;
    this.json = json;
    this.refusals = refusals;
    this.config = config;
  }

  @GET
  @Produces(NDJSON)
  @Cache(noStore = true)
  // Whoever waits costs no thread of the pool.
  @RunOnVirtualThread
  @Operation(
      operationId = "pullEvents",
      summary = "Events from a leaf index on, one per line",
      description =
          "Ask again with from as the header Meishigura-Next-Leaf of the answer says. Each event"
              + " has its leaf index, and that of the tenant's event before.")
  @APIResponse(
      responseCode = "200",
      description = "Lines of JSON, each an OCSF or ECS event; none where there is nothing new.",
      headers =
          @Header(
              name = NEXT,
              description = "The leaf index to go on from.",
              schema = @Schema(implementation = Long.class)),
      content = @Content(mediaType = NDJSON, schema = @Schema(implementation = String.class)))
  public Response pull(@BeanParam SiemParameters parameters) {
    Caller caller = callers.caller();
    requireScope(caller);
    long from = parameters.first();
    SiemFormat format = parameters.writtenAs();
    SiemPulls.Answer answer =
        pulls.pull(
            caller,
            from,
            parameters.atMost(config.pull().usual(), config.pull().most()),
            parameters.patience(config.pull().longestWait()));
    return switch (answer) {
      case SiemPulls.Answer.Pulled pulled ->
          Response.ok(lines(pulled, format)).header(NEXT, pulled.next()).build();
      case SiemPulls.Answer.Beyond beyond ->
          throw Problem.of(409, "beyond-the-log", "The log does not reach so far")
              .detail(
                  "You ask for what comes after entries that the log does not have. Either from is"
                      + " wrong, or the log was put back to an older day: tell your auditor.")
              .with("size", beyond.size())
              .exception();
    };
  }

  private void requireScope(Caller caller) {
    if (caller instanceof Caller.Client client && !client.may(SCOPE)) {
      refusals.record(caller, "scope-missing");
      throw Problem.of(403, "scope-missing", "This client may not do that")
          .detail("Ask with a client that has the scope named in scope, by default.")
          .with("scope", SCOPE)
          .exception();
    }
  }

  private byte[] lines(SiemPulls.Answer.Pulled pulled, SiemFormat format) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (ChainedEntry entry : pulled.entries()) {
      lines.writeBytes(json.write(entry, format));
      lines.write('\n');
    }
    return lines.toByteArray();
  }
}
