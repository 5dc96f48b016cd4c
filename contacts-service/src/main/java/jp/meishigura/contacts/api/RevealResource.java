package jp.meishigura.contacts.api;

import static jp.meishigura.platform.caller.Role.Names.INTEGRATOR;
import static jp.meishigura.platform.caller.Role.Names.MEMBER;
import static jp.meishigura.platform.caller.Role.Names.SERVICE;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import jp.meishigura.contacts.app.CardReveal;
import jp.meishigura.contacts.app.Recipients;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.platform.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Values in the clear: each answer is on record before it leaves. */
@Path("/v1/cards/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "401", ref = "TokenNeeded")
@APIResponse(responseCode = "403", ref = "NotAllowed")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Tag(name = "Reveal")
public class RevealResource {

  private final Callers callers;
  private final CardReveal reveal;
  private final Recipients recipients;

  public RevealResource(Callers callers, CardReveal reveal, Recipients recipients) {
    this.callers = callers;
    this.reveal = reveal;
    this.recipients = recipients;
  }

  @POST
  @Path("/reveal")
  @RolesAllowed({MEMBER, INTEGRATOR})
  @Operation(summary = "Reveal values of an open card for a stated purpose")
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NoSuchCard")
  @APIResponse(responseCode = "413", ref = "BodyTooLarge")
  @APIResponse(responseCode = "422", ref = "UnknownPurpose")
  @APIResponse(responseCode = "423", ref = "Locked")
  @APIResponse(responseCode = "500", ref = "Damaged")
  public RevealedJson revealCard(@RestPath UUID id, @NotNull @Valid RevealInput wanted) {
    List<Value> values = reveal.reveal(callers.caller(), id, wanted.purpose(), wanted.fields());
    return RevealedJson.of(id, Objects.requireNonNull(wanted.purpose()), values);
  }

  @POST
  @Path("/recipient")
  @RolesAllowed(SERVICE)
  @Operation(summary = "Where consent-service sends a request; for that service only")
  @APIResponse(responseCode = "400", ref = "Invalid")
  @APIResponse(responseCode = "404", ref = "NoSuchCard")
  @APIResponse(responseCode = "409", ref = "NoSuchChannel")
  @APIResponse(responseCode = "413", ref = "BodyTooLarge")
  @APIResponse(responseCode = "423", ref = "TenantSealed")
  @APIResponse(responseCode = "500", ref = "Damaged")
  public RecipientJson recipientOfCard(@RestPath UUID id, @NotNull @Valid RecipientInput asked) {
    return new RecipientJson(
        recipients.email(callers.caller(), id, asked.purpose(), asked.request()));
  }
}
