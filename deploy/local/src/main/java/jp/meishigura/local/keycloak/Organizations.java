package jp.meishigura.local.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jp.meishigura.local.Folders;

/** The demo's tenants, as the realm in the repository has them. */
public final class Organizations {
  private Organizations() {}

  /** Their ids by their aliases. */
  public static Map<String, String> in(Folders folders) throws IOException {
    Path realm =
        folders.repository().resolve(Path.of("deploy", "keycloak", "realm-meishigura.json"));
    Map<String, String> ids = new LinkedHashMap<>();
    for (JsonNode one : new ObjectMapper().readTree(realm.toFile()).path("organizations")) {
      ids.put(one.path("alias").asText(), one.path("id").asText());
    }
    return ids;
  }
}
