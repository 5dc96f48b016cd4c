package jp.meishigura.audit.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.audit.domain.identity.AdminEvent;
import jp.meishigura.audit.domain.identity.AdminPath;
import jp.meishigura.audit.domain.identity.Directory;
import jp.meishigura.audit.domain.identity.LoginEvent;
import org.jspecify.annotations.Nullable;

/** Keycloak's events as it writes them. Only what is named here is taken over. */
final class KeycloakJson {

  private static final Pattern GRANTED = Pattern.compile("(?:^| )organization:([^ :*]+)(?= |$)");

  private KeycloakJson() {}

  static LoginEvent login(JsonNode json) {
    JsonNode details = json.path("details");
    String type = json.path("type").asText("");
    return new LoginEvent(
        id(json),
        at(json),
        type,
        uuid(json.path("userId")),
        text(json.path("clientId")),
        text(json.path("sessionId")),
        text(json.path("ipAddress")),
        text(json.path("error")),
        // Of a token that was given: in what was refused it is what somebody asked for.
        type.endsWith("_ERROR") ? null : organization(details.path("scope").asText("")),
        text(details.path("credential_type")));
  }

  static AdminEvent admin(JsonNode json) {
    JsonNode by = json.path("authDetails");
    boolean operator = !by.path("realmId").asText("").equals(json.path("realmId").asText(""));
    return new AdminEvent(
        id(json),
        at(json),
        json.path("operationType").asText(""),
        json.path("resourceType").asText(""),
        AdminPath.of(text(json.path("resourcePath"))),
        new AdminEvent.By(uuid(by.path("userId")), text(by.path("clientId")), operator),
        text(by.path("ipAddress")),
        text(json.path("error")),
        text(json.path("details").path("credential_type")));
  }

  private static UUID id(JsonNode json) {
    UUID id = uuid(json.path("id"));
    return id == null
        ? UUID.nameUUIDFromBytes(json.toString().getBytes(StandardCharsets.UTF_8))
        : id;
  }

  private static Instant at(JsonNode json) {
    if (!json.path("time").isIntegralNumber()) {
      throw new Directory.NotAnswered("an event without a time");
    }
    return Instant.ofEpochMilli(json.path("time").asLong());
  }

  private static @Nullable String organization(String scope) {
    Matcher granted = GRANTED.matcher(scope);
    return granted.find() ? granted.group(1) : null;
  }

  private static @Nullable String text(JsonNode json) {
    return json.isTextual() ? json.asText() : null;
  }

  private static @Nullable UUID uuid(JsonNode json) {
    try {
      return UUID.fromString(json.asText(""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
