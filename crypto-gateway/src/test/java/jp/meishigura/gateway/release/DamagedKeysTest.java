package jp.meishigura.gateway.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestLog;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody, or a disk, has changed rows of the key store. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class DamagedKeysTest {

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @Inject MovableClock clock;

  private final Tenant tenant = TestTenants.fresh();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private List<Asking.Key> made(int number) {
    UUID[] subjects = Stream.generate(UUID::randomUUID).limit(number).toArray(UUID[]::new);
    return List.copyOf(Asking.keys(us().create(subjects).statusCode(201)).values());
  }

  private void flip(Asking.Key key, int position) {
    sql(
        "update subject_keys set wrapped = set_byte(wrapped, %1$d, get_byte(wrapped, %1$d) # 1) where key_id = '%2$s'"
            .formatted(position, key.id()));
  }

  private void sql(String statement) {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      assertThat(sql.executeUpdate(statement)).isEqualTo(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<JsonNode> records(String decision) {
    List<JsonNode> found = new ArrayList<>();
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select data from outbox where tenant_id = '%s' and data::jsonb @> '{\"action\": \"key.release\", \"decision\": \"%s\"}' order by seq"
                    .formatted(tenant.id(), decision))) {
      while (row.next()) {
        found.add(new ObjectMapper().readTree(row.getString(1)));
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  @Test
  void one_damaged_key_keeps_no_other_back() {
    List<Asking.Key> keys = made(1000);
    Asking.Key broken = keys.get(500);
    flip(broken, 40);
    UUID[] ids = keys.stream().map(Asking.Key::id).toArray(UUID[]::new);
    Map<UUID, Asking.Key> released =
        Asking.keys(
            us().release(ids)
                .statusCode(200)
                .body("missing", empty())
                .body("broken", contains(broken.id().toString())));
    assertThat(released.values())
        .hasSize(999)
        .doesNotContain(broken)
        .allMatch(key -> keys.contains(key));
  }

  @Test
  void what_is_damaged_is_told_from_what_is_missing_and_on_record_by_its_id() {
    List<Asking.Key> keys = made(4);
    flip(keys.get(0), 40);
    flip(keys.get(1), 7);
    UUID never = UUID.randomUUID();
    us().release(keys.get(0).id(), keys.get(1).id(), keys.get(2).id(), keys.get(3).id(), never)
        .statusCode(200)
        .body("keys.keyId", containsInAnyOrder(text(keys.get(2)), text(keys.get(3))))
        .body("missing", contains(never.toString()))
        .body("broken", containsInAnyOrder(text(keys.get(0)), text(keys.get(1))));

    assertThat(records("allowed").getLast().at("/details/count").asInt()).isEqualTo(2);
    assertThat(records("allowed").getLast().at("/details/missing").asInt()).isEqualTo(1);
    JsonNode damage = records("failed").getLast();
    assertThat(damage.path("reason").asText()).isEqualTo("key-broken");
    assertThat(damage.path("purpose").asText()).isEqualTo("sales-follow-up");
    assertThat(damage.at("/details/count").asInt()).isEqualTo(2);
    assertThat(damage.at("/details/keyIds"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(text(keys.get(0)), text(keys.get(1)));
    assertThat(TestLog.text())
        .contains("Subject key " + keys.get(0).id() + " of tenant " + tenant.id())
        .contains("Subject key " + keys.get(1).id() + " of tenant " + tenant.id())
        .doesNotContain(keys.get(0).base64());
  }

  @Test
  void when_all_are_damaged_the_answer_says_so_and_a_long_record_names_some_and_counts_all() {
    List<Asking.Key> keys = made(150);
    sql(
        "with broken as (update subject_keys set wrapped = '\\x01' where tenant_id = '%1$s' returning 1) insert into seals select '%1$s', false, now() where (select count(*) from broken) = 150"
            .formatted(tenant.id()));
    us().release(keys.stream().map(Asking.Key::id).toArray(UUID[]::new))
        .statusCode(200)
        .body("keys", empty())
        .body("missing", empty())
        .body("broken.size()", equalTo(150));
    JsonNode damage = records("failed").getLast();
    assertThat(damage.at("/details/count").asInt()).isEqualTo(150);
    assertThat(damage.at("/details/keyIds").size()).isEqualTo(100);
  }

  /** The id of the tenant key, in the header of the wrapped one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8, 15, 16, 17, 28, 29, 60, 76})
  void whichever_byte_was_flipped_it_is_that_key_alone(int position) {
    List<Asking.Key> keys = made(2);
    flip(keys.getFirst(), position);
    for (int again = 0; again < 2; again++) {
      us().release(keys.getFirst().id(), keys.getLast().id())
          .statusCode(200)
          .body("keys.keyId", contains(text(keys.getLast())))
          .body("broken", contains(text(keys.getFirst())));
      clock.forward(Duration.ofMinutes(6));
    }
  }

  @Test
  void a_damaged_key_is_not_replaced_behind_its_owners_back() {
    UUID subject = UUID.randomUUID();
    Asking.Key key = us().made(subject);
    flip(key, 3);
    us().create(subject).statusCode(500).body("type", equalTo("urn:meishigura:problem:key-broken"));
    assertThat(TestLog.text()).contains("subject keys [" + key.id() + "]");
    us().create(UUID.randomUUID()).statusCode(201);
  }

  private static String text(Asking.Key key) {
    return key.id().toString();
  }
}
