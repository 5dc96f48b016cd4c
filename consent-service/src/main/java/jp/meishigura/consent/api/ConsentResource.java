package jp.meishigura.consent.api;

import static jp.meishigura.platform.caller.Role.Names.INTEGRATOR;
import static jp.meishigura.platform.caller.Role.Names.MEMBER;
import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.consent.service.ConsentReader;
import jp.meishigura.platform.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people have said. */
@Path("/v1/consents")
@Tag(name = "Consents", description = "What the people on cards have said.")
@Produces(MediaType.APPLICATION_JSON)
public class ConsentResource {

  private final Callers callers;
  private final ConsentReader reader;
  private final Clock clock;

  /** A card's consents, all of them. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Consents(
      List<ConsentView> items,
      @Schema(description = RequestView.ERASED_AT) @Nullable Instant erasedAt) {}

  ConsentResource(Callers callers, ConsentReader reader, Clock clock) {
    this.callers = callers;
    this.reader = reader;
    this.clock = clock;
  }

  @GET
  @RolesAllowed({MEMBER, PRIVACY_OFFICER, INTEGRATOR})
  @Operation(
      summary = "Where a card's consents stand, by purpose",
      description =
          "Purposes that nobody has asked for are not listed. The record of a person who was erased"
              + " is kept as proof, and shown to privacy officers only.")
  @APIResponse(
      responseCode = "200",
      description = "What was said.",
      content = @Content(schema = @Schema(implementation = Consents.class)))
  @APIResponse(responseCode = "410", description = "subject-erased: subjects names the person.")
  public Consents ofCard(@QueryParam("card") @NotNull UUID card) {
    Instant now = clock.instant();
    ConsentReader.CardView view = reader.consents(callers.caller(), card);
    return new Consents(
        view.states().entrySet().stream()
            .map(
                one ->
                    ConsentView.of(one.getKey(), one.getValue(), view.erasedAt().isPresent(), now))
            .toList(),
        view.erasedAt().orElse(null));
  }
}
