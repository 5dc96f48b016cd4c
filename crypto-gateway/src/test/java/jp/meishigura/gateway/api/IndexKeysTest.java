package jp.meishigura.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class IndexKeysTest {

  @FromStand TestIssuer issuer;
  @Inject MovableClock clock;

  private final Tenant tenant = TestTenants.fresh();

  private List<String> keys(Tenant whose, String... fields) {
    return Asking.as(issuer, whose).index(fields).statusCode(200).extract().path("keys.key");
  }

  @Test
  void each_field_has_a_key_of_its_own() {
    Asking.as(issuer, tenant)
        .index("phone", "email")
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("keys", hasSize(2))
        .body("keys.field", contains("phone", "email"))
        .body("keys.version", everyItem(equalTo(1)));
    assertThat(keys(tenant, "phone", "email"))
        .doesNotHaveDuplicates()
        .allSatisfy(key -> assertThat(Base64.getDecoder().decode(key)).hasSize(32));
  }

  @Test
  void a_key_stays_the_same_when_it_has_to_be_unwrapped_again() {
    List<String> first = keys(tenant, "phone");
    clock.forward(Duration.ofMinutes(6));
    assertThat(keys(tenant, "phone")).isEqualTo(first);
  }

  @Test
  void tenants_do_not_share_keys() {
    assertThat(keys(TestTenants.fresh(), "phone"))
        .doesNotContainAnyElementsOf(keys(tenant, "phone"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Phone", "phone/1", "+81312345678", "taro@example.jp"})
  void a_field_is_a_name_and_no_value(String field) {
    Asking.as(issuer, tenant).index(field).statusCode(400);
  }
}
