package jp.meishigura.gateway.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.meishigura.gateway.domain.errand.Reason;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.testing.StandResource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The committed contract is what the code offers. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class OpenApiTest {

  private static final Path COMMITTED = Path.of("src/main/openapi/crypto-gateway.yaml");

  @Test
  void the_committed_document_is_the_codes() throws IOException {
    String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
    String generated =
        given()
            .get("http://127.0.0.1:" + port + "/q/openapi")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    if (Boolean.parseBoolean(System.getenv("MEISHIGURA_WRITE_OPENAPI"))) {
      Files.writeString(COMMITTED, generated);
    }
    assertThat(Files.readString(COMMITTED))
        .as("MEISHIGURA_WRITE_OPENAPI=true in the environment writes it anew")
        .isEqualTo(generated);
  }

  @Test
  void the_reasons_in_the_contract_are_those_of_the_domain() {
    assertThat(Rules.REASON.split("\\|", -1))
        .containsExactlyInAnyOrder(
            java.util.Arrays.stream(Reason.values()).map(Reason::slug).toArray(String[]::new));
  }
}
