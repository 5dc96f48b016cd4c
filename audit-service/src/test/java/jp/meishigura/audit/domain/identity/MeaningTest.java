package jp.meishigura.audit.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class MeaningTest {

  private static final UUID PERSON = UUID.fromString("a0207a00-0000-4000-8000-000000001001");
  private static final UUID OTHER = UUID.fromString("a0207a00-0000-4000-8000-000000001002");
  private static final Instant AT = Instant.parse("2026-11-26T23:00:00Z");
  private static final Organization AOZORA = new Organization(new UUID(1, 1), "aozora");
  private static final Organization HINODE = new Organization(new UUID(2, 2), "hinode");

  private static Told login(String type, @Nullable UUID person, @Nullable String error) {
    return Meaning.of(
        new LoginEvent(
            UUID.randomUUID(), AT, type, person, "web", "session", "192.0.2.7", error, null, null));
  }

  private static Told admin(String operation, String resource, String path) {
    return Meaning.of(
        new AdminEvent(
            UUID.randomUUID(),
            AT,
            operation,
            resource,
            AdminPath.of(path),
            new AdminEvent.By(OTHER, OTHER.toString(), true),
            "192.0.2.7",
            null,
            null));
  }

  @Example
  void a_failed_login_is_a_refusal_of_that_person_with_the_providers_reason() {
    Told told = login("LOGIN_ERROR", PERSON, "invalid_user_credentials");

    assertThat(told.action()).isEqualTo(Action.IDENTITY_LOGIN);
    assertThat(told.decision()).isEqualTo(Decision.refused);
    assertThat(told.reason()).isEqualTo("invalid-user-credentials");
    assertThat(told.actor())
        .isEqualTo(new Actor(Actor.Kind.person, PERSON.toString(), "web", "session"));
    assertThat(told.belonging()).isEqualTo(new Belonging.OfPerson(PERSON, null));
  }

  @Example
  void who_is_not_known_is_nobody() {
    Told told = login("LOGIN_ERROR", null, "user_not_found");

    assertThat(told.actor().kind()).isEqualTo(Actor.Kind.system);
    assertThat(told.belonging()).isEqualTo(new Belonging.OfNobody());
  }

  @Example
  void a_client_that_does_not_exist_is_what_somebody_typed_and_not_kept() {
    Told told =
        Meaning.of(
            new LoginEvent(
                UUID.randomUUID(),
                AT,
                "CLIENT_LOGIN_ERROR",
                null,
                "hanako",
                null,
                null,
                "client_not_found",
                null,
                null));

    assertThat(told.in(AOZORA, "audit-service").toString()).doesNotContain("hanako");
  }

  @Example
  void granting_a_role_or_a_membership_is_a_grant_whoever_did_it() {
    String user = "users/" + PERSON;
    assertThat(admin("CREATE", "REALM_ROLE_MAPPING", user + "/role-mappings/realm"))
        .satisfies(
            told -> {
              assertThat(told.action()).isEqualTo(Action.IDENTITY_GRANT);
              assertThat(told.actor().id()).isEqualTo(OTHER.toString());
              assertThat(told.details())
                  .containsEntry("target", PERSON.toString())
                  .containsEntry("operator", true)
                  .containsEntry("resource", "REALM_ROLE_MAPPING");
            });
    for (String resource :
        List.of(
            "CLIENT_ROLE_MAPPING",
            "GROUP_MEMBERSHIP",
            "ORGANIZATION_MEMBERSHIP",
            "ORGANIZATION_GROUP_MEMBERSHIP")) {
      assertThat(admin("CREATE", resource, user).action()).isEqualTo(Action.IDENTITY_GRANT);
      assertThat(admin("DELETE", resource, user).action()).isEqualTo(Action.IDENTITY_REVOKE);
    }
  }

  @Example
  void changes_of_accounts_are_told_apart() {
    String user = "users/" + PERSON;
    assertThat(admin("CREATE", "USER", user).action()).isEqualTo(Action.IDENTITY_CREATE);
    assertThat(admin("UPDATE", "USER", user).action()).isEqualTo(Action.IDENTITY_CHANGE);
    assertThat(admin("DELETE", "USER", user).action()).isEqualTo(Action.IDENTITY_DELETE);
    assertThat(admin("ACTION", "USER", user + "/reset-password").action())
        .isEqualTo(Action.IDENTITY_CREDENTIAL);
    assertThat(admin("ACTION", "USER", user + "/credentials/" + OTHER).action())
        .isEqualTo(Action.IDENTITY_CREDENTIAL);
    assertThat(admin("ACTION", "USER", user + "/logout").action()).isEqualTo(Action.IDENTITY_ADMIN);
    assertThat(admin("UPDATE", "REALM", "").belonging()).isEqualTo(new Belonging.OfNobody());
    assertThat(login("SOMETHING_NEW", PERSON, null).action()).isEqualTo(Action.IDENTITY_OTHER);
  }

  @Example
  void of_a_path_only_ids_and_the_words_of_paths_are_kept() {
    String path = "users/" + PERSON + "/federated-identity/hanako@aozora.example";
    assertThat(AdminPath.of(path).shown()).isEqualTo("users/" + PERSON + "/federated-identity/*");
    assertThat(AdminPath.of("roles/aoki-hanako").shown()).isEqualTo("roles/*");
    assertThat(AdminPath.of("users/f:1:hanako").shown()).isEqualTo("users/*");
    assertThat(AdminPath.of("users/1-1-1-1-1").person()).isNull();
  }

  /** Whatever somebody typed: the entry is one that the log takes, and has nothing of it. */
  @Property(tries = 2_000)
  void what_was_typed_is_in_no_entry(
      @ForAll String type,
      @ForAll String client,
      @ForAll String session,
      @ForAll String address,
      @ForAll String error,
      @ForAll String path) {
    Told login =
        Meaning.of(
            new LoginEvent(
                UUID.randomUUID(),
                AT,
                type,
                PERSON,
                client,
                session,
                address,
                error,
                "aozora",
                error));
    assertThat(login.in(AOZORA, "audit-service")).satisfies(MeaningTest::isPlain);
    Told admin =
        Meaning.of(
            new AdminEvent(
                UUID.randomUUID(),
                AT,
                type,
                type,
                AdminPath.of(path),
                new AdminEvent.By(null, client, false),
                address,
                error,
                error));
    assertThat(admin.in(AOZORA, "audit-service")).satisfies(MeaningTest::isPlain);
  }

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:*/-]+");

  private static void isPlain(AuditEvent event) {
    assertThat(event.details().values())
        .allSatisfy(value -> assertThat(value.toString()).matches(PLAIN));
    for (String text :
        new String[] {
          event.actor().id(),
          event.actor().client(),
          event.actor().session(),
          event.address(),
          event.reason()
        }) {
      assertThat(text == null || PLAIN.matcher(text).matches()).isTrue();
    }
  }

  @Example
  void the_same_event_has_the_same_id_each_time_and_another_in_each_tenant() {
    Told told = login("LOGIN", PERSON, null);
    assertThat(told.idIn(AOZORA)).isEqualTo(told.idIn(AOZORA)).isNotEqualTo(told.idIn(HINODE));
  }

  @Example
  void a_person_of_two_organizations_is_in_both_unless_the_event_names_one() {
    List<Organization> both = List.of(AOZORA, HINODE);
    assertThat(Place.of(new Belonging.OfPerson(PERSON, null), both, true))
        .isEqualTo(new Place.In(both));
    assertThat(Place.of(new Belonging.OfPerson(PERSON, "hinode"), both, true))
        .isEqualTo(new Place.In(List.of(HINODE)));
    assertThat(Place.of(new Belonging.OfPerson(PERSON, "foreign"), both, true))
        .isEqualTo(new Place.In(both));
  }

  @Example
  void a_client_of_several_organizations_is_in_the_one_that_it_asked_for_or_in_none() {
    List<Organization> both = List.of(AOZORA, HINODE);
    assertThat(Place.of(new Belonging.OfClient(PERSON, "contacts-service", "hinode"), both))
        .isEqualTo(new Place.In(List.of(HINODE)));
    assertThat(Place.of(new Belonging.OfClient(PERSON, "contacts-service", null), both))
        .isEqualTo(new Place.Nowhere());
    assertThat(Place.of(new Belonging.OfClient(PERSON, "siem", null), List.of(AOZORA)))
        .isEqualTo(new Place.In(List.of(AOZORA)));
    assertThat(Place.of(new Belonging.OfClient(PERSON, "siem", "hinode"), List.of()))
        .isEqualTo(new Place.Nowhere());
  }

  @Example
  void who_has_no_organization_yet_waits_for_a_while() {
    assertThat(Place.of(new Belonging.OfPerson(PERSON, null), List.of(), true))
        .isEqualTo(new Place.Later());
    assertThat(Place.of(new Belonging.OfPerson(PERSON, null), List.of(), false))
        .isEqualTo(new Place.Nowhere());
  }
}
