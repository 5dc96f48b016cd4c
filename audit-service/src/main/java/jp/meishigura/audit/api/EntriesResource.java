package jp.meishigura.audit.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jp.meishigura.audit.Config;
import jp.meishigura.audit.domain.log.Page;
import jp.meishigura.audit.query.AuditedQueries;
import jp.meishigura.audit.query.ProofQueries;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.http.Cursors;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** The log as its tenant's auditors read it. */
@Path("/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.AUDITOR)
@APIResponse(
    responseCode = "4XX",
    description = "A refusal; docs/problems.md has the types.",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "entries", description = "The tenant's entries in the log. Reading them is one, too.")
public class EntriesResource {

  private final Callers callers;
  private final AuditedQueries queries;
  private final ProofQueries proofs;
  private final Cursors cursors;
  private final Config config;

  public EntriesResource(
      Callers callers,
      AuditedQueries queries,
      ProofQueries proofs,
      Cursors cursors,
      Config config) {
    this.proofs = proofs;
    this.callers = callers;
    this.queries = queries;
    this.cursors = cursors;
    this.config = config;
  }

  @GET
  @Cache(noStore = true)
  @Operation(
      operationId = "listEntries",
      summary = "Entries in leaf order",
      description =
          "Lists the log as it was when the first page was fetched; entries that arrive meanwhile"
              + " belong to the next listing. Repeat the filters with each cursor.")
  @APIResponse(responseCode = "200", description = "A page of entries.")
  public EntryPageView list(@BeanParam FilterParameters filters, @BeanParam PageParameters paging) {
    Page page =
        queries.list(
            callers.caller(), filters.filter(), paging.rest(cursors), paging.limit(config));
    return EntryPageView.of(page, cursors);
  }

  @GET
  @Path("/{leafIndex}")
  @Cache(noStore = true)
  @Operation(operationId = "getEntry", summary = "One entry")
  @APIResponse(responseCode = "200", description = "The entry.")
  public EntryView get(
      @PathParam("leafIndex") @Parameter(description = "The entry's place in the whole log.")
          long leafIndex) {
    return queries
        .find(callers.caller(), leafIndex)
        .map(EntryView::of)
        .orElseThrow(EntriesResource::noSuchEntry);
  }

  @GET
  @Path("/{leafIndex}/event")
  @Cache(noStore = true)
  @Operation(operationId = "getEvent", summary = "The event byte for byte, as evidence is about it")
  @APIResponse(responseCode = "200", description = "The event. Do not reformat it.")
  public Response event(@PathParam("leafIndex") long leafIndex) {
    byte[] event =
        proofs.event(callers.caller(), leafIndex).orElseThrow(EntriesResource::noSuchEntry);
    return Response.ok(event).build();
  }

  @GET
  @Path("/{leafIndex}/evidence")
  @Produces("text/plain;charset=UTF-8")
  @Cache(noStore = true)
  @Operation(
      operationId = "getEvidence",
      summary = "What proves offline that the event is in the log (C2SP tlog-proof)")
  @APIResponse(responseCode = "200", description = "The proof, with a signed checkpoint.")
  public String evidence(@PathParam("leafIndex") long leafIndex) {
    return switch (proofs.evidence(callers.caller(), leafIndex)) {
      case ProofQueries.Answer.Proved proved -> proved.evidence().text();
      case ProofQueries.Answer.NoSuchEntry _ -> throw noSuchEntry();
      case ProofQueries.Answer.NotYet _ ->
          throw Problem.of(409, "not-yet-provable", "No checkpoint covers this entry yet")
              .detail("Ask again in a moment.")
              .exception();
    };
  }

  private static ProblemException noSuchEntry() {
    return Problem.of(404, "no-such-entry", "Your log has no entry at this place")
        .detail("Leaf indexes count over all tenants; take one from a listing.")
        .exception();
  }
}
