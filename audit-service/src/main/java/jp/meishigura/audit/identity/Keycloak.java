package jp.meishigura.audit.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jp.meishigura.audit.domain.identity.Directory;
import jp.meishigura.audit.domain.identity.Organization;
import jp.meishigura.audit.domain.identity.ProviderEvent;
import jp.meishigura.audit.domain.identity.Readings.Source;
import jp.meishigura.platform.service.WholeAnswer;

/** {@link Directory} by Keycloak's administration API (26.7), of which it asks for four things. */
final class Keycloak implements Directory {

  /** An event is a kilobyte or less. */
  private static final int LIMIT = 16 * 1024 * 1024;

  private static final int ORGANIZATIONS = 100;

  private final HttpClient http;
  private final String realm;
  private final ReaderToken token;
  private final Duration timeout;
  private final ObjectMapper json;
  private final Map<String, Organization> byAlias = new ConcurrentHashMap<>();

  Keycloak(HttpClient http, URI realm, ReaderToken token, Duration timeout, ObjectMapper json) {
    this.http = http;
    this.realm = realm.toString().replaceFirst("/*$", "");
    this.token = token;
    this.timeout = timeout;
    this.json = json;
  }

  @Override
  public List<ProviderEvent> events(Source source, Instant from, int first, int most) {
    String list = source == Source.LOGIN ? "/events" : "/admin-events";
    String query =
        "?direction=asc&dateFrom=" + from.toEpochMilli() + "&first=" + first + "&max=" + most;
    List<ProviderEvent> events = new ArrayList<>();
    for (JsonNode one : array(get(list + query))) {
      events.add(source == Source.LOGIN ? KeycloakJson.login(one) : KeycloakJson.admin(one));
    }
    return events;
  }

  @Override
  public List<Organization> organizationsOf(UUID account) {
    Optional<JsonNode> answer = get("/organizations/members/" + account + "/organizations");
    return answer.isEmpty() ? List.of() : organizations(answer);
  }

  @Override
  public Optional<Organization> organization(UUID id) {
    return get("/organizations/" + id).map(Keycloak::organization);
  }

  /** Remembered: neither id nor alias of an organization changes. */
  @Override
  public Organization named(String alias) {
    Organization known = byAlias.get(alias);
    for (int first = 0; known == null; first += ORGANIZATIONS) {
      List<Organization> page =
          organizations(get("/organizations?first=" + first + "&max=" + ORGANIZATIONS));
      page.forEach(one -> byAlias.put(one.alias(), one));
      known = byAlias.get(alias);
      if (known == null && page.size() < ORGANIZATIONS) {
        throw new NotAnswered("there is no organization " + alias);
      }
    }
    return known;
  }

  private static List<Organization> organizations(Optional<JsonNode> answer) {
    List<Organization> organizations = new ArrayList<>();
    array(answer).forEach(one -> organizations.add(organization(one)));
    return organizations;
  }

  private static Organization organization(JsonNode one) {
    try {
      return new Organization(
          UUID.fromString(one.path("id").asText("")), one.path("alias").asText(""));
    } catch (IllegalArgumentException e) {
      throw new NotAnswered("an organization without an id");
    }
  }

  /** A list that is not there is none that is empty. */
  private static JsonNode array(Optional<JsonNode> answer) {
    return answer
        .filter(JsonNode::isArray)
        .orElseThrow(() -> new NotAnswered("the answer is no list"));
  }

  /** Empty when there is no such thing. */
  private Optional<JsonNode> get(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(realm + path))
              .header("Authorization", "Bearer " + token.value())
              .header("Accept", "application/json")
              .build();
      HttpResponse<byte[]> response =
          WholeAnswer.of(
              http, request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LIMIT), timeout);
      switch (response.statusCode()) {
        case 200 -> {
          return Optional.of(json.readTree(response.body()));
        }
        case 404 -> {
          return Optional.empty();
        }
        case 401 -> token.forget();
        default -> {}
      }
      throw new NotAnswered("answered " + response.statusCode());
    } catch (IOException e) {
      // Without its words: a parser's quote what it read.
      throw new NotAnswered(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAnswered("interrupted");
    }
  }
}
