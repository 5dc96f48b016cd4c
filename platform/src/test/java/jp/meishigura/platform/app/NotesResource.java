package jp.meishigura.platform.app;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Callers;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.http.Idempotency;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/** A service of one resource, so that platform can be tested as services use it. */
@Path("/notes")
@Produces("application/json")
@Consumes("application/json")
public class NotesResource {

  private final Callers callers;
  private final TenantTransactions transactions;
  private final AuditTrail trail;
  private final Idempotency idempotency;

  public record Note(@NotBlank String text, int number) {}

  public record Made(String id, boolean replayed) {}

  public NotesResource(
      Callers callers, TenantTransactions transactions, AuditTrail trail, Idempotency idempotency) {
    this.callers = callers;
    this.transactions = transactions;
    this.trail = trail;
    this.idempotency = idempotency;
  }

  @GET
  @RolesAllowed(Role.Names.MEMBER)
  public String read() {
    Caller caller = callers.caller();
    transactions.run(caller.tenant(), () -> trail.record(AuditRecord.of("note.read", caller)));
    return "\"" + caller.tenant().alias() + "\"";
  }

  @POST
  @RolesAllowed(Role.Names.MEMBER)
  public Made write(@HeaderParam("Idempotency-Key") @Nullable String key, @Valid Note note) {
    Caller caller = callers.caller();
    Idempotency.Once once =
        transactions.call(
            caller.tenant(),
            () ->
                idempotency.once(
                    caller,
                    key,
                    new byte[] {(byte) note.number()},
                    () -> {
                      trail.record(AuditRecord.of("note.write", caller));
                      if (note.number() < 0) {
                        throw new IllegalStateException("secret-in-an-exception");
                      }
                      return java.util.UUID.randomUUID().toString();
                    }));
    return new Made(once.resource(), once.replayed());
  }

  @GET
  @Path("/forgotten")
  public String withoutRoles() {
    return "\"never\"";
  }

  @GET
  @Path("/open")
  @PermitAll
  public String open() {
    return "\"open\"";
  }
}
