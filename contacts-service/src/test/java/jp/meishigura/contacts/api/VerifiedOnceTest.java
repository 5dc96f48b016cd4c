package jp.meishigura.contacts.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.contacts.testing.Verifications;
import org.junit.jupiter.api.Test;

/** Platform's memory of verified tokens is in this service, not only in platform's own tests. */
@QuarkusTest
class VerifiedOnceTest extends ContactsTest {

  @Inject Verifications verifications;

  @Test
  void a_token_is_verified_once_for_several_requests_and_another_one_for_itself() {
    String token = house.token("member").sign();
    String other = house.token("member").sign();

    for (int request = 0; request < 3; request++) {
      House.with(token).get("/v1/cards").then().statusCode(200);
    }
    House.with(other).get("/v1/cards").then().statusCode(200);

    assertThat(verifications.of(token)).isEqualTo(1);
    assertThat(verifications.of(other)).isEqualTo(1);
  }

  @Test
  void a_token_that_is_refused_is_verified_each_time() {
    String token = house.token("member").audience("crypto-gateway").sign();

    House.with(token).get("/v1/cards").then().statusCode(401);
    House.with(token).get("/v1/cards").then().statusCode(401);

    assertThat(verifications.of(token)).isEqualTo(2);
  }
}
