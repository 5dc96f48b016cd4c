package jp.meishigura.contacts.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.meishigura.contacts.testing.ContactsTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The committed contract is what the code offers. */
@QuarkusTest
class OpenApiTest extends ContactsTest {

  private static final Path COMMITTED = Path.of("src/main/openapi/contacts-service.yaml");

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
      Files.createDirectories(COMMITTED.getParent());
      Files.writeString(COMMITTED, generated);
    }
    assertThat(Files.readString(COMMITTED))
        .as("MEISHIGURA_WRITE_OPENAPI=true in the environment writes it anew")
        .isEqualTo(generated);
  }
}
