package jp.meishigura.contacts.testing;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.testing.TestToken;
import org.jspecify.annotations.Nullable;

/** A tenant with its people, and what they do all day. */
public final class House {

  public static final String PURPOSE = "sales-follow-up";
  public static final List<String> FIELDS =
      List.of("name", "reading", "company", "department", "title", "phone", "email");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestIssuer issuer;
  private final StandTopics topics;
  private final StandDatabase database;
  private final Tenant tenant = TestTenants.fresh();
  private final Map<UUID, Long> revisions = new HashMap<>();

  public House(TestIssuer issuer, StandTopics topics, StandDatabase database) {
    this.issuer = issuer;
    this.topics = topics;
    this.database = database;
  }

  public Tenant tenant() {
    return tenant;
  }

  public TestToken token(String role) {
    TestToken token =
        switch (role) {
          case "integrator" -> issuer.client(tenant, "crm", "integrator");
          case "service" -> issuer.client(tenant, "consent-service", "service");
          default -> issuer.person(tenant, role);
        };
    return token.audience("contacts-service");
  }

  public RequestSpecification as(String role) {
    return with(token(role).sign());
  }

  public RequestSpecification member() {
    return as("member");
  }

  public static RequestSpecification with(String token) {
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }

  /** A card of our own samples' kind: fictitious, with numbers that nobody has. */
  public static Map<String, Object> sato() {
    return Map.of(
        "name",
        Map.of("family", "佐藤", "given", "太郎"),
        "reading",
        Map.of("family", "さとう", "given", "たろう"),
        "company",
        "青空商事株式会社",
        "title",
        "営業部長",
        "phone",
        List.of(
            Map.of("text", "03-0123-4567", "types", List.of("work")),
            Map.of("text", "090-0000-1234", "types", List.of("cell"))),
        "email",
        List.of("Taro.Sato@aozora.example"),
        "address",
        "〒100-0001 東京都千代田区千代田1-1",
        "note",
        "展示会で名刺交換。甘いものが好き。");
  }

  public static Map<String, Object> card(
      String family, String given, String familyRead, String givenRead, String email) {
    return Map.of(
        "name", Map.of("family", family, "given", given),
        "reading", Map.of("family", familyRead, "given", givenRead),
        "email", email);
  }

  public UUID create(Map<String, Object> card) {
    return UUID.fromString(
        member().body(card).post("/v1/cards").then().statusCode(201).extract().path("id"));
  }

  public ValidatableResponse view(UUID card, @Nullable String purpose) {
    RequestSpecification request = member();
    return (purpose == null ? request : request.queryParam("purpose", purpose))
        .get("/v1/cards/" + card)
        .then();
  }

  public ValidatableResponse reveal(UUID card, @Nullable String purpose, String... fields) {
    Map<String, Object> body = new HashMap<>();
    body.put("fields", List.of(fields));
    if (purpose != null) {
      body.put("purpose", purpose);
    }
    return member().body(body).post("/v1/cards/" + card + "/reveal").then();
  }

  public ValidatableResponse search(Map<String, Object> question) {
    return member().body(question).post("/v1/cards/search").then();
  }

  public House withPurpose() {
    return withPurpose(PURPOSE, FIELDS);
  }

  /** Tells of a purpose as consent-service does, and waits until it has arrived. */
  public House withPurpose(String code, List<String> fields) {
    Instant now = Instant.now();
    send(
        "purposes",
        tenant.id().toString(),
        "jp.meishigura.purpose.registered.v1",
        Map.of(
            "tenant",
            tenant.id(),
            "tenantAlias",
            tenant.alias(),
            "purpose",
            code,
            "version",
            1,
            "fields",
            fields,
            "registeredAt",
            now.toString()),
        now);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> count("purposes", "code = '" + code + "'") == 1);
    return this;
  }

  /** Tells of a consent state with the card's next revision, and waits until it has arrived. */
  public House consent(UUID card, String purpose, String status) {
    long revision = revisions.merge(card, 1L, Long::sum);
    consent(card, purpose, status, revision, FIELDS, null);
    awaitState(card, purpose, status);
    return this;
  }

  public void awaitState(UUID card, String purpose, String status) {
    String rows =
        "card_id = '" + card + "' and purpose = '" + purpose + "' and status = '" + status + "'";
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> count("processing_states", rows) == 1);
  }

  /** Tells of a consent state as consent-service does, and does not wait. */
  public UUID consent(
      UUID card,
      String purpose,
      String status,
      long revision,
      List<String> fields,
      @Nullable Instant validUntil) {
    Instant now = Instant.now();
    Map<String, Object> body = new HashMap<>();
    body.put("tenant", tenant.id());
    body.put("tenantAlias", tenant.alias());
    body.put("card", card);
    body.put("purpose", purpose);
    body.put("purposeVersion", 1);
    body.put("status", status);
    body.put("fields", fields);
    body.put("revision", revision);
    body.put("at", now.toString());
    if (validUntil != null) {
      body.put("validUntil", validUntil.toString());
    }
    return send("consent", card.toString(), "jp.meishigura.consent.changed.v1", body, now);
  }

  public UUID send(String topic, String key, String type, Map<String, Object> body, Instant at) {
    UUID id = UUID.randomUUID();
    send(id, topic, key, type, body, at);
    return id;
  }

  public void send(
      UUID id, String topic, String key, String type, Map<String, Object> body, Instant at) {
    try {
      topics.send(
          topic,
          key,
          EventHeaders.of(id, type, "consent-service", tenant.id(), key, at),
          JSON.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tenant's audit records of an action, in the order in which they were written. */
  public List<JsonNode> records(String action) {
    List<JsonNode> records = new ArrayList<>();
    try (Connection admin = database.asAdmin();
        PreparedStatement select =
            admin.prepareStatement(
                "select data from outbox where tenant_id = ? and topic = 'audit' order by seq")) {
      select.setObject(1, tenant.id());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          JsonNode record = JSON.readTree(row.getString(1));
          if (record.path("action").asText().equals(action)) {
            records.add(record);
          }
        }
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    return records;
  }

  public JsonNode lastRecord(String action) {
    return records(action).getLast();
  }

  /** How many of the tenant's rows there are. */
  public long count(String table, String where) {
    try (Connection admin = database.asAdmin();
        PreparedStatement select =
            admin.prepareStatement(
                "select count(*) from " + table + " where tenant_id = ? and " + where)) {
      select.setObject(1, tenant.id());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
