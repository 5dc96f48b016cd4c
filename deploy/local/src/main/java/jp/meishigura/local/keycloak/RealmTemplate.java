package jp.meishigura.local.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.local.Folders;
import jp.meishigura.local.Secret;

/** The realm in the repository. Where a secret belongs, it has a placeholder {@code {{name}}}. */
final class RealmTemplate {
  /** The password that all demo people share. */
  static final String PASSWORD = "demo-password";

  /** Followed by the user name. */
  static final String TOTP_SECRET = "totp-secret.";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z0-9.-]+)}}");

  private final String text;

  RealmTemplate(String text) {
    this.text = text;
  }

  static RealmTemplate in(Folders folders) throws IOException {
    return new RealmTemplate(
        Files.readString(
            folders.repository().resolve(Path.of("deploy", "keycloak", "realm-meishigura.json"))));
  }

  /** The realm with every placeholder replaced by the secret of that name. */
  String filled(Function<String, Secret> secrets) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(secrets.apply(found.group(1)).reveal()));
  }

  /** The people of the realm, each with a TOTP secret made now. */
  List<DemoPerson> people() throws IOException {
    JsonNode realm = new ObjectMapper().readTree(text);
    SecureRandom random = new SecureRandom();
    List<DemoPerson> people = new ArrayList<>();
    for (JsonNode user : realm.path("users")) {
      if (!user.has("serviceAccountClientId")) {
        String username = user.path("username").asText();
        people.add(
            new DemoPerson(
                username,
                user.path("id").asText(),
                tenantOf(username, realm),
                user.path("realmRoles").path(0).asText(),
                Totp.newSecret(random)));
      }
    }
    return people;
  }

  private static String tenantOf(String username, JsonNode realm) throws IOException {
    for (JsonNode organization : realm.path("organizations")) {
      for (JsonNode member : organization.path("members")) {
        if (member.path("username").asText().equals(username)) {
          return organization.path("alias").asText();
        }
      }
    }
    throw new IOException("realm-meishigura.json: " + username + " belongs to no organization");
  }
}
