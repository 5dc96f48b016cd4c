package jp.meishigura.bench.plain;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;

/** Cards over HTTP. */
@Path("/v1/cards")
@RolesAllowed({"member", "integrator"})
public class CardResource {
  private final Cards cards;
  private final TokenTenant tenant;

  public CardResource(Cards cards, TokenTenant tenant) {
    this.cards = cards;
    this.tenant = tenant;
  }

  /** Keeps a card. */
  @POST
  public Response create(@Valid CardBody body) {
    CardJson card = CardJson.of(cards.create(body, tenant.id(), tenant.client()));
    return Response.created(URI.create("/v1/cards/" + card.id()))
        .tag(Long.toString(card.revision()))
        .entity(card)
        .build();
  }

  /** Shows a card of the caller's tenant. */
  @GET
  @Path("/{id}")
  public Response read(@PathParam("id") UUID id) {
    CardJson card =
        CardRow.whole(id, tenant.id()).map(CardJson::of).orElseThrow(NotFoundException::new);
    return Response.ok(card).tag(Long.toString(card.revision())).build();
  }
}
