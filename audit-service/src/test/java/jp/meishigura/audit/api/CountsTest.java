package jp.meishigura.audit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Map;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
class CountsTest {

  private static final Instant NOON = Instant.parse("2026-11-02T03:00:00Z");

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  private final Tenant tenant = TestTenants.fresh();
  private LogUnderTest log;

  @BeforeEach
  void fill() {
    log = new LogUnderTest(database, topics, issuer);
    log.append(
        event("card.read").by("hanako").with("purpose", "sales"),
        event("card.read").by("hanako").with("purpose", "sales").at(NOON.plusSeconds(60)),
        event("card.read").by("jiro"),
        event("card.reveal").by("jiro").with("purpose", "support").with("decision", "refused"),
        SampleEvent.of(TestTenants.fresh(), "card.read").by("hanako"));
  }

  private SampleEvent event(String action) {
    return SampleEvent.of(tenant, action).at(NOON);
  }

  private Map<String, Integer> counts(String by, Map<String, ?> filters) {
    return log.auditor(tenant)
        .queryParam("by", by)
        .queryParams(filters)
        .get("/v1/counts")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getMap("items.collectEntries { [(it.value ?: 'none'): it.entries] }");
  }

  @Test
  void entries_are_counted_exactly_by_what_is_asked_and_only_those_of_the_tenant() {
    Map<String, ?> reads = Map.of("to", "2026-11-03T00:00:00Z");
    assertThat(counts("action", reads)).isEqualTo(Map.of("card.read", 3, "card.reveal", 1));
    assertThat(counts("decision", reads)).isEqualTo(Map.of("allowed", 3, "refused", 1));
    assertThat(counts("actor", reads)).isEqualTo(Map.of("hanako", 2, "jiro", 2));
    assertThat(counts("purpose", reads)).isEqualTo(Map.of("sales", 2, "support", 1, "none", 1));
    assertThat(counts("action", Map.of("actor", "hanako"))).isEqualTo(Map.of("card.read", 2));
    assertThat(counts("action", Map.of("decision", "refused"))).isEqualTo(Map.of("card.reveal", 1));
    assertThat(
            counts("actor", Map.of("from", "2026-11-02T03:01:00Z", "to", "2026-11-02T03:02:00Z")))
        .isEqualTo(Map.of("hanako", 1));
    assertThat(counts("action", Map.of("actor", "nobody"))).isEmpty();
  }

  @Test
  void a_count_says_how_long_the_log_was_and_is_an_entry_itself() {
    log.auditor(tenant)
        .queryParams(Map.of("by", "action", "actor", "jiro"))
        .get("/v1/counts")
        .then()
        .statusCode(200)
        .body("by", equalTo("action"))
        .body("total", equalTo(2))
        .body("values", equalTo(2))
        .body("belowLeaf", greaterThan(0));
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query'",
        tenant.id());
    log.auditor(tenant)
        .queryParam("action", "audit.query")
        .get("/v1/entries")
        .then()
        .body("items[0].details.kind", equalTo("counts"))
        .body("items[0].details.by", equalTo("action"))
        .body("items[0].details.filter.actor", equalTo("jiro"))
        .body("items[0].details.total", equalTo(2));
  }

  @Test
  void a_count_that_takes_too_long_is_refused_on_record_and_no_guess() {
    String slow = "count_slowly_" + tenant.id().toString().substring(0, 8);
    // Row-level security asks this of each of the tenant's rows, so that the statement takes long.
    database.asOwner(
        "create function "
            + slow
            + "(uuid) returns boolean language plpgsql as $$ begin perform case when $1 = '"
            + tenant.id()
            + "' then pg_sleep(30) end; return true; end $$");
    database.asOwner(
        "create policy "
            + slow
            + " on entries as restrictive for select using ("
            + slow
            + "(tenant_id))");
    try {
      log.auditor(tenant)
          .queryParam("by", "purpose")
          .get("/v1/counts")
          .then()
          .statusCode(422)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:meishigura:problem:takes-too-long"))
          .body("$", not(hasKey("items")));
    } finally {
      database.asOwner("drop policy " + slow + " on entries");
      database.asOwner("drop function " + slow + "(uuid)");
    }
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query'"
            + " and decision = 'refused'",
        tenant.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "ACTION", "1; drop table entries", ""})
  void what_cannot_be_counted_by_is_refused(String by) {
    log.auditor(tenant)
        .queryParam("by", by)
        .get("/v1/counts")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:meishigura:problem:invalid-parameter"))
        .body("parameter", equalTo("by"));
    log.auditor(tenant).get("/v1/counts").then().statusCode(400).body("parameter", equalTo("by"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"member", "administrator", "privacy-officer", "integrator", "service"})
  void nobody_but_an_auditor_counts(String role) {
    log.as(tenant, role).queryParam("by", "actor").get("/v1/counts").then().statusCode(403);
  }
}
