package jp.meishigura.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What platform really records is what its schema promises. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class EventSchemaTest {

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @Inject TenantTransactions transactions;
  @Inject AuditTrail trail;

  private final Tenant tenant = TestTenants.fresh();
  private JsonSchema schema;
  private LogUnderTest log;

  @BeforeEach
  void load() throws IOException {
    log = new LogUnderTest(database, topics, issuer);
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                Files.readString(
                    Stand.repository()
                        .resolve("platform/src/main/events/" + AuditTrail.TYPE + ".schema.json")));
  }

  private Set<ValidationMessage> faults(String event) {
    return schema.validate(
        event,
        InputFormat.JSON,
        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
  }

  private List<String> recorded() throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select convert_from(data, 'UTF8') from entries where tenant_id = '"
                    + tenant.id()
                    + "' order by leaf_index")) {
      List<String> bodies = new ArrayList<>();
      while (row.next()) {
        bodies.add(row.getString(1));
      }
      return bodies;
    }
  }

  @Test
  void every_kind_of_record_is_as_its_schema_says() throws SQLException {
    AuditRecord.Actor subject = AuditRecord.Actor.subject(UUID.randomUUID());
    AuditRecord.Actor system = AuditRecord.Actor.system("audit-service");
    transactions.run(
        tenant,
        () -> {
          trail.record(AuditRecord.of("consent.give", subject).card(UUID.randomUUID()));
          trail.record(AuditRecord.of("card.state", system).purpose("sales-follow-up"));
          trail.record(
              AuditRecord.of("card.reveal", system)
                  .fields(List.of("phone", "email"))
                  .detail("count", 2)
                  .refused("locked"));
          trail.record(AuditRecord.of("consent.mail", system).failed("mail-server"));
        });
    log.auditor(tenant).queryParam("decision", "refused").get("/v1/entries").then().statusCode(200);
    log.as(tenant, "member").get("/v1/entries").then().statusCode(403);
    log.awaitNumber(6, "select count(*) from entries where tenant_id = ?", tenant.id());

    List<String> bodies = recorded();
    assertThat(bodies).hasSize(6).allSatisfy(body -> assertThat(faults(body)).isEmpty());
  }

  @Test
  void the_tests_own_samples_are_real_events() {
    SampleEvent sample =
        SampleEvent.of(tenant, "card.read")
            .card(UUID.randomUUID())
            .with("reason", "locked")
            .with("purpose", "sales-follow-up");
    assertThat(faults(text(sample))).isEmpty();
  }

  @Test
  void the_schema_refuses_what_the_log_would_set_aside() {
    assertThat(faults(text(SampleEvent.of(tenant, "card.read").without("actor")))).isNotEmpty();
    assertThat(faults(text(SampleEvent.of(tenant, "card.read").by("")))).isNotEmpty();
    assertThat(faults(text(SampleEvent.of(tenant, "card.read").by("a\u0000")))).isNotEmpty();
    assertThat(faults(text(SampleEvent.of(tenant, "card.read").by("a".repeat(256))))).isNotEmpty();
    assertThat(faults(text(SampleEvent.of(tenant, "Card read")))).isNotEmpty();
    assertThat(faults(text(SampleEvent.of(tenant, "card.read").with("decision", "maybe"))))
        .isNotEmpty();
    assertThat(faults(text(SampleEvent.of(tenant, "card.read").with("at", "now")))).isNotEmpty();
    assertThat(faults(text(SampleEvent.of(tenant, "card.read").with("phone", "03-1234-5678"))))
        .isNotEmpty();
  }

  private static String text(SampleEvent event) {
    return new String(event.bytes(), StandardCharsets.UTF_8);
  }
}
