package jp.meishigura.local.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jp.meishigura.local.Folders;
import jp.meishigura.local.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealmTemplateTest {
  private RealmTemplate template;
  private JsonNode realm;
  private final List<String> placeholders = new ArrayList<>();

  @BeforeEach
  void read_the_realm_of_the_repository() throws IOException {
    template = RealmTemplate.in(Folders.in(Path.of("").toAbsolutePath().resolve("../..")));
    String filled =
        template.filled(
            name -> {
              placeholders.add(name);
              return new Secret("filled-in");
            });
    realm = new ObjectMapper().readTree(filled);
  }

  @Test
  void every_secret_is_a_placeholder() {
    assertThat(clients().filter(client -> client.has("secret")).toList())
        .hasSize(8)
        .allSatisfy(client -> assertThat(client.path("secret").asText()).isEqualTo("filled-in"));
    assertThat(realm.path("users").findValuesAsText("value")).containsOnly("filled-in");
    assertThat(realm.path("users").findValuesAsText("secretData"))
        .containsOnly("{\"value\": \"filled-in\"}");
    assertThat(placeholders).contains("totp-secret.hanako", "client-secret.integrator");
  }

  @Test
  void everybody_has_one_tenant_one_role_and_a_fixed_id() throws IOException {
    List<DemoPerson> people = template.people();

    assertThat(people).extracting(DemoPerson::username).hasSize(8).doesNotHaveDuplicates();
    assertThat(people).extracting(DemoPerson::tenant).containsOnly("aozora", "hinode");
    assertThat(people)
        .extracting(DemoPerson::role)
        .containsOnly("member", "privacy-officer", "auditor", "administrator");
    assertThat(people).extracting(DemoPerson::id).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void nobody_gets_a_token_for_a_password_alone() {
    assertThat(clients()).noneMatch(client -> client.path("directAccessGrantsEnabled").asBoolean());
    assertThat(realm.path("directGrantFlow").asText()).isEqualTo("no password grant");
  }

  @Test
  void people_s_clients_are_public_with_pkce_and_ask_for_two_factors() {
    List<JsonNode> people = clients().filter(c -> c.path("publicClient").asBoolean()).toList();

    assertThat(people)
        .extracting(client -> client.path("clientId").asText())
        .containsExactlyInAnyOrder("web", "mobile", "terminal");
    assertThat(people)
        .extracting(client -> client.path("attributes"))
        .allSatisfy(
            attributes -> {
              assertThat(attributes.path("pkce.code.challenge.method").asText()).isEqualTo("S256");
              assertThat(attributes.path("default.acr.values").asText()).isEqualTo("aal2");
            });
  }

  @Test
  void every_frontend_may_offer_a_passkey_instead_of_totp() {
    assertThat(clients().filter(client -> client.path("publicClient").asBoolean()))
        .allSatisfy(client -> assertThat(scopes(client)).contains("passkey"));
    // An action that every new person has pending would demand TOTP beside the passkey.
    assertThat(nodes(realm.path("requiredActions")))
        .noneMatch(action -> action.path("defaultAction").asBoolean());
  }

  /** Were the scope gone, everybody would set up TOTP: nobody would be let in with a password. */
  @Test
  void whether_totp_is_set_up_does_not_depend_on_the_request() {
    assertThat(conditions("first enrolment"))
        .containsExactly("no second factor yet", "no passkey either");
    assertThat(conditions("terminal first enrolment"))
        .containsExactly("no terminal second factor yet", "no terminal passkey either");
  }

  private List<String> conditions(String flow) {
    return nodes(realm.path("authenticationFlows"))
        .filter(candidate -> candidate.path("alias").asText().equals(flow))
        .flatMap(found -> nodes(found.path("authenticationExecutions")))
        .filter(e -> e.path("authenticator").asText().equals("conditional-sub-flow-executed"))
        .map(execution -> execution.path("authenticatorConfig").asText())
        .toList();
  }

  @Test
  void only_those_with_something_to_do_there_may_ask_for_crypto_gateway() {
    assertThat(clients().filter(client -> scopes(client).contains("crypto")))
        .extracting(client -> client.path("clientId").asText())
        .containsExactlyInAnyOrder("contacts-service", "audit-service", "key-operator");
  }

  @Test
  void a_client_may_do_what_it_is_for_and_no_more() {
    assertThat(mayDo("contacts-service"))
        .containsExactly("keys:create", "keys:release", "keys:index", "keys:destroy", "keys:renew");
    assertThat(mayDo("audit-service")).containsExactly("log:sign");
    assertThat(mayDo("key-operator"))
        .containsExactly("keys:rotate", "keys:rotate-vault", "keys:seal");
    assertThat(mayDo("siem")).containsExactly("audit:read");
    assertThat(clients().map(client -> client.path("clientId").asText()))
        .filteredOn(
            client ->
                !List.of("contacts-service", "audit-service", "key-operator", "siem")
                    .contains(client))
        .allSatisfy(client -> assertThat(mayDo(client)).isEmpty());
  }

  private List<String> mayDo(String clientId) {
    return clients()
        .filter(client -> client.path("clientId").asText().equals(clientId))
        .flatMap(client -> scopes(client).stream())
        .filter(scope -> scope.contains(":"))
        .toList();
  }

  @Test
  void the_integrator_and_the_siem_belong_to_one_tenant_only() {
    for (String client : List.of("integrator", "siem")) {
      assertThat(
              nodes(realm.path("organizations"))
                  .filter(o -> o.path("members").toString().contains("service-account-" + client))
                  .map(o -> o.path("alias").asText()))
          .as(client)
          .containsExactly("aozora");
    }
  }

  @Test
  void the_siem_may_ask_for_the_log_and_for_no_card() {
    assertThat(clients().filter(client -> client.path("clientId").asText().equals("siem")))
        .singleElement()
        .satisfies(
            client ->
                assertThat(scopes(client))
                    .contains("audit", "audit:read")
                    .doesNotContain("contacts", "consent", "crypto"));
  }

  @Test
  void the_reader_of_events_has_no_tenant_no_scope_and_no_role_that_changes_anything() {
    assertThat(realm.path("organizations").toString())
        .doesNotContain("service-account-event-reader");
    assertThat(clients().filter(client -> client.path("clientId").asText().equals("event-reader")))
        .singleElement()
        .satisfies(
            client -> assertThat(scopes(client)).containsExactly("basic", "service_account"));
    assertThat(
            nodes(realm.path("users"))
                .filter(one -> one.path("serviceAccountClientId").asText().equals("event-reader")))
        .singleElement()
        .satisfies(
            account -> {
              assertThat(account.path("realmRoles")).isEmpty();
              assertThat(nodes(account.path("clientRoles").path("realm-management")))
                  .extracting(JsonNode::asText)
                  .containsExactly("view-events", "view-organizations", "view-users");
            });
    assertThat(nodes(realm.path("users")).filter(one -> one.has("clientRoles")))
        .as("nobody else administers anything")
        .hasSize(1);
  }

  @Test
  void events_are_kept_for_the_log_and_without_what_they_changed() {
    assertThat(realm.path("eventsEnabled").asBoolean()).isTrue();
    assertThat(realm.path("adminEventsEnabled").asBoolean()).isTrue();
    assertThat(realm.path("adminEventsDetailsEnabled").asBoolean(true)).isFalse();
    assertThat(realm.path("eventsExpiration").asInt())
        .isEqualTo(realm.path("attributes").path("adminEventsExpiration").asInt())
        .isEqualTo(2_592_000);
  }

  private Stream<JsonNode> clients() {
    return nodes(realm.path("clients"));
  }

  private static List<String> scopes(JsonNode client) {
    return Stream.concat(
            nodes(client.path("defaultClientScopes")), nodes(client.path("optionalClientScopes")))
        .map(JsonNode::asText)
        .toList();
  }

  private static Stream<JsonNode> nodes(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
