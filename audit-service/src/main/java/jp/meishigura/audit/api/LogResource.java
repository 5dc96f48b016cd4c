package jp.meishigura.audit.api;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import jp.meishigura.audit.domain.tree.LogTree;
import jp.meishigura.audit.domain.tree.Published;
import jp.meishigura.audit.publish.PublishedLog;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The log as everybody may read and mirror it (C2SP tlog-tiles, docs/verifying-the-log.md). It
 * tells how many events there were, and nothing about any.
 */
@Path("/log")
@PermitAll
@APIResponse(
    responseCode = "4XX",
    description = "A refusal; docs/problems.md has the types.",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "log", description = "The published log, for verifiers, mirrors and witnesses.")
public class LogResource {

  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /** A longer retention brings it back. */
  private static final String FOR_AN_HOUR = "public, max-age=3600";

  /** What is not there may be there in a moment, and caches may keep a 404 (RFC 9110 15.5.5). */
  private static final String NOT_AT_ALL = "no-store";

  private final PublishedLog log;

  public LogResource(PublishedLog log) {
    this.log = log;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getLog", summary = "The log's name, keys and size")
  @APIResponse(responseCode = "200", description = "The log.")
  public LogView get() {
    Optional<Published> shown = log.checkpoint();
    return new LogView(
        log.origin(),
        log.vkeys(),
        shown.map(Published::size).orElse(0L),
        shown.map(Published::at).orElse(null),
        log.minimumIndex(),
        log.witnesses());
  }

  @GET
  @Path("/checkpoint")
  @Produces("text/plain;charset=UTF-8")
  @Operation(operationId = "getCheckpoint", summary = "Size and root of the log, signed")
  @APIResponse(responseCode = "200", description = "A signed note, with cosignatures.")
  public Response checkpoint() {
    return Response.ok(published().note()).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
  }

  @GET
  @Path("/tile/{level}/{index: .+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(operationId = "getTile", summary = "Hashes, or entries, of the log")
  @APIResponse(responseCode = "200", description = "A tile, full or of the width that was asked.")
  public Response tile(@PathParam("level") String level, @PathParam("index") String index) {
    PublishedLog.Answer answer =
        TilePath.of(level, index)
            .map(path -> log.tile(path.name(), path.width()))
            .orElseGet(PublishedLog.Answer.Absent::new);
    return switch (answer) {
      case PublishedLog.Answer.Found(byte[] bytes) ->
          Response.ok(bytes).header(HttpHeaders.CACHE_CONTROL, FOR_EVER).build();
      case PublishedLog.Answer.Pruned _ ->
          throw Problem.of(410, "tile-pruned", "This tile is not published any more")
              .detail("GET /log tells from which index on entries are.")
              .exception()
              .header(HttpHeaders.CACHE_CONTROL, FOR_AN_HOUR);
      case PublishedLog.Answer.Absent _ ->
          throw Problem.of(404, "no-such-tile", "There is no such tile")
              .exception()
              .header(HttpHeaders.CACHE_CONTROL, NOT_AT_ALL);
    };
  }

  @GET
  @Path("/inclusion")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "proveInclusion",
      summary = "That an entry is in the tree over the first entries")
  @APIResponse(responseCode = "200", description = "The proof.")
  public ProofView inclusion(@QueryParam("index") long index, @QueryParam("size") long size) {
    return proof(size, tree -> new ProofView(tree.root(size), tree.inclusion(index, size)));
  }

  @GET
  @Path("/consistency")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "proveConsistency",
      summary = "That the tree over the first entries has only grown since it was smaller")
  @APIResponse(responseCode = "200", description = "The proof.")
  public ProofView consistency(@QueryParam("from") long from, @QueryParam("to") long to) {
    return proof(to, tree -> new ProofView(tree.root(to), tree.consistency(from, to)));
  }

  private ProofView proof(long size, Function<LogTree, ProofView> question) {
    if (size < 1 || size > published().size()) {
      throw noSuchTree();
    }
    try {
      return log.tree(question);
    } catch (IllegalArgumentException e) {
      throw noSuchTree();
    }
  }

  private static ProblemException noSuchTree() {
    return Problem.of(400, "no-such-tree", "The published log has no such tree or entry")
        .detail("Sizes run from 1 to the newest checkpoint's, indexes from 0 to below the size.")
        .exception();
  }

  private Published published() {
    return log.checkpoint()
        .orElseThrow(
            () ->
                Problem.of(404, "nothing-published", "No checkpoint was signed yet")
                    .detail("The first entry is published within moments.")
                    .exception()
                    .header(HttpHeaders.CACHE_CONTROL, NOT_AT_ALL));
  }
}
