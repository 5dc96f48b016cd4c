package jp.meishigura.contacts.domain.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.FieldClass;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class GateTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Gate GATE = new Gate(FieldPolicy.STANDARD);
  private static final Set<Role> MEMBER = Set.of(Role.MEMBER);
  private static final StatedPurpose SALES =
      new StatedPurpose.Registered("sales", Set.of(Field.NAME, Field.COMPANY, Field.PHONE));
  private static final ProcessingState GIVEN =
      new ProcessingState(
          ConsentStatus.GIVEN, Set.of(Field.NAME, Field.COMPANY, Field.PHONE), null);

  @Example
  void a_valid_basis_reveals_what_the_purpose_names() {
    assertThat(GATE.reveal(MEMBER, SALES, GIVEN, Set.of(Field.PHONE, Field.READING), NOW))
        .isEqualTo(new Decision.Reveal(Set.of(Field.PHONE, Field.READING)));
    assertThat(GATE.view(MEMBER, SALES, GIVEN, NOW))
        .isEqualTo(
            new Decision.Mask(
                false, Set.of(Field.NAME, Field.READING, Field.COMPANY), Set.of(Field.PHONE)));
  }

  @Example
  void a_card_nobody_asked_about_is_locked() {
    assertThat(GATE.view(MEMBER, SALES, ProcessingState.NOT_ASKED, NOW))
        .isEqualTo(new Decision.Mask(true, Set.of(), Set.of(Field.NAME)));
    assertThat(reveal(MEMBER, SALES, ProcessingState.NOT_ASKED, Field.PHONE))
        .isEqualTo(Refusal.LOCKED);
  }

  @Example
  void only_given_consent_opens() {
    for (ConsentStatus status : ConsentStatus.values()) {
      var state = new ProcessingState(status, Set.of(Field.NAME, Field.PHONE), null);
      boolean opens = status == ConsentStatus.GIVEN || status == ConsentStatus.RENEWED;
      assertThat(reveal(MEMBER, SALES, state, Field.PHONE))
          .as(status.name())
          .isEqualTo(opens ? null : Refusal.LOCKED);
    }
    assertThat(ConsentStatus.ofDpvName("ConsentInvented")).isEmpty();
  }

  @Example
  void the_basis_ends_at_the_very_moment_it_ends() {
    var state = new ProcessingState(ConsentStatus.GIVEN, Set.of(Field.NAME), NOW);
    assertThat(GATE.view(MEMBER, SALES, state, NOW.minusNanos(1)))
        .extracting(decision -> ((Decision.Mask) decision).locked())
        .isEqualTo(false);
    assertThat(GATE.view(MEMBER, SALES, state, NOW)).isEqualTo(Decision.Mask.LOCKED);
  }

  @Example
  void without_a_purpose_nothing_is_revealed_and_views_are_locked() {
    StatedPurpose none = new StatedPurpose.None();
    StatedPurpose unknown = new StatedPurpose.Unregistered("x");
    assertThat(reveal(MEMBER, none, GIVEN, Field.NAME)).isEqualTo(Refusal.PURPOSE_REQUIRED);
    assertThat(reveal(MEMBER, unknown, GIVEN, Field.NAME)).isEqualTo(Refusal.UNKNOWN_PURPOSE);
    assertThat(GATE.view(MEMBER, none, GIVEN, NOW)).isEqualTo(Decision.Mask.LOCKED);
    assertThat(GATE.view(MEMBER, unknown, GIVEN, NOW))
        .isEqualTo(new Decision.Refuse(Refusal.UNKNOWN_PURPOSE));
  }

  @Example
  void neither_the_purpose_nor_the_consent_alone_frees_a_field() {
    var widerConsent = new ProcessingState(ConsentStatus.GIVEN, EnumSet.allOf(Field.class), null);
    var widerPurpose = new StatedPurpose.Registered("sales", EnumSet.allOf(Field.class));
    assertThat(reveal(MEMBER, SALES, widerConsent, Field.EMAIL))
        .isEqualTo(Refusal.FIELD_NOT_IN_PURPOSE);
    assertThat(reveal(MEMBER, widerPurpose, GIVEN, Field.EMAIL))
        .isEqualTo(Refusal.FIELD_NOT_IN_PURPOSE);
  }

  @Example
  void one_forbidden_field_refuses_all_and_no_field_is_refused() {
    assertThat(GATE.reveal(MEMBER, SALES, GIVEN, Set.of(Field.PHONE, Field.NOTE), NOW))
        .isEqualTo(new Decision.Refuse(Refusal.FIELD_NOT_IN_PURPOSE));
    assertThat(GATE.reveal(MEMBER, SALES, GIVEN, Set.of(), NOW))
        .isEqualTo(new Decision.Refuse(Refusal.NO_FIELD));
  }

  @Example
  void administrators_auditors_and_services_read_nothing() {
    for (Role role : List.of(Role.ADMINISTRATOR, Role.AUDITOR, Role.SERVICE)) {
      assertThat(GATE.view(Set.of(role), SALES, GIVEN, NOW))
          .isEqualTo(new Decision.Refuse(Refusal.ROLE_MAY_NOT_READ));
      assertThat(reveal(Set.of(role), SALES, GIVEN, Field.NAME))
          .isEqualTo(Refusal.ROLE_MAY_NOT_READ);
    }
    assertThat(reveal(Set.of(), SALES, GIVEN, Field.NAME)).isEqualTo(Refusal.ROLE_MAY_NOT_READ);
  }

  @Example
  void a_privacy_officer_sees_that_a_card_exists() {
    assertThat(GATE.view(Set.of(Role.PRIVACY_OFFICER), SALES, GIVEN, NOW))
        .isEqualTo(
            new Decision.Mask(false, Set.of(), Set.of(Field.NAME, Field.READING, Field.COMPANY)));
    assertThat(reveal(Set.of(Role.PRIVACY_OFFICER), SALES, GIVEN, Field.NAME))
        .isEqualTo(Refusal.FIELD_NOT_FOR_ROLE);
  }

  /** Whatever the combination, clear fields had a role, a purpose, a basis and both consents. */
  @Property(tries = 5_000, generation = GenerationMode.RANDOMIZED)
  void nothing_is_ever_clear_without_everything_it_takes(
      @ForAll Set<Role> roles,
      @ForAll ConsentStatus status,
      @ForAll Set<Field> purposeFields,
      @ForAll Set<Field> consentFields,
      @ForAll Set<Field> asked,
      @ForAll boolean registered,
      @ForAll byte secondsLeft) {
    var purpose =
        registered
            ? new StatedPurpose.Registered("p", purposeFields)
            : new StatedPurpose.Unregistered("p");
    var state = new ProcessingState(status, consentFields, NOW.plusSeconds(secondsLeft));

    Set<Field> clear = EnumSet.noneOf(Field.class);
    Decision view = GATE.view(roles, purpose, state, NOW);
    Decision reveal = GATE.reveal(roles, purpose, state, asked, NOW);
    if (view instanceof Decision.Mask mask) {
      clear.addAll(mask.clear());
      assertThat(Collections.disjoint(mask.clear(), mask.masked())).isTrue();
      assertThat(mask.clear()).allMatch(field -> field.fieldClass() == FieldClass.IDENTITY);
      assertThat(mask.masked()).noneMatch(field -> field.fieldClass() == FieldClass.SENSITIVE);
    }
    if (reveal instanceof Decision.Reveal revealed) {
      assertThat(revealed.fields()).isEqualTo(asked);
      clear.addAll(revealed.fields());
    }

    if (!clear.isEmpty()) {
      assertThat(registered).isTrue();
      assertThat(status.permits()).isTrue();
      assertThat(secondsLeft).isPositive();
      assertThat(roles).containsAnyOf(Role.MEMBER, Role.INTEGRATOR);
      assertThat(clear)
          .allMatch(field -> field.within(purposeFields) && field.within(consentFields));
    }
  }

  @Example
  void slugs_are_the_apis() {
    assertThat(Arrays.stream(Refusal.values()).map(Refusal::slug))
        .contains("purpose-required", "unknown-purpose", "locked", "field-not-in-purpose");
    assertThat(Arrays.stream(Refusal.values()).map(Refusal::whatWouldHelp)).doesNotContain("");
  }

  private static @Nullable Refusal reveal(
      Set<Role> roles, StatedPurpose purpose, ProcessingState state, Field field) {
    return GATE.reveal(roles, purpose, state, Set.of(field), NOW) instanceof Decision.Refuse refuse
        ? refuse.reason()
        : null;
  }
}
