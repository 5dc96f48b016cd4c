package jp.meishigura.contacts.api;

import static jp.meishigura.platform.caller.Role.Names.INTEGRATOR;
import static jp.meishigura.platform.caller.Role.Names.MEMBER;
import static jp.meishigura.platform.caller.Role.Names.PRIVACY_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jp.meishigura.contacts.app.CardFinding;
import jp.meishigura.contacts.app.CardListing;
import jp.meishigura.contacts.app.CardPage.Position;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Many cards: lists and searches. */
@Path("/v1/cards")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "401", ref = "TokenNeeded")
@APIResponse(responseCode = "403", ref = "NotAllowed")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Tag(name = "Cards")
public class CardListResource {

  static final int MAX_LIMIT = 200;
  static final String DEFAULT_LIMIT = "50";

  private final Callers callers;
  private final CardListing listing;
  private final CardFinding finding;
  private final Cursors cursors;

  public CardListResource(
      Callers callers, CardListing listing, CardFinding finding, Cursors cursors) {
    this.callers = callers;
    this.listing = listing;
    this.finding = finding;
    this.cursors = cursors;
  }

  @GET
  @RolesAllowed({MEMBER, INTEGRATOR, PRIVACY_OFFICER})
  @Operation(summary = "List all cards as they look locked, or those open for a purpose")
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "422", ref = "UnknownPurpose")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  public CardPageJson listCards(
      @QueryParam("purpose") @Nullable String purpose,
      @Parameter(
              description =
                  "reading (五十音, needs a purpose and is the default with one) or created (newest"
                      + " first)")
          @QueryParam("order")
          @Pattern(regexp = "reading|created")
          @Nullable String order,
      @QueryParam("limit") @DefaultValue(DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT) int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Caller caller = callers.caller();
    @Nullable Position after = position(cursor);
    boolean byReading = order == null ? purpose != null : order.equals("reading");
    return CardPageJson.of(
        byReading
            ? listing.byReading(caller, purpose, limit, after)
            : listing.newestFirst(caller, purpose, limit, after),
        cursors);
  }

  @POST
  @Path("/search")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({MEMBER, INTEGRATOR})
  @Operation(summary = "Find open cards by a whole phone number or e-mail, or part of a name")
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "413", ref = "BodyTooLarge")
  @APIResponse(responseCode = "422", ref = "CannotBeSearched")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  public CardPageJson searchCards(@NotNull @Valid SearchInput search) {
    SearchInput.Wanted wanted = search.wanted();
    CardFinding.Paging paging =
        new CardFinding.Paging(search.limitOrDefault(), position(search.cursor()));
    Caller caller = callers.caller();
    return CardPageJson.of(
        wanted.exact()
            ? finding.exact(caller, search.purpose(), wanted.field(), wanted.text(), paging)
            : finding.byName(caller, search.purpose(), wanted.text(), paging),
        cursors);
  }

  private @Nullable Position position(@Nullable String cursor) {
    return cursor == null ? null : cursors.read(cursor, Position.class);
  }
}
