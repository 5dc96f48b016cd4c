package jp.meishigura.contacts.app;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.contacts.domain.gate.ConsentStatus;
import jp.meishigura.contacts.store.GateFacts;
import jp.meishigura.contacts.store.GateFacts.Facts;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** What changes between the decision and its record makes both void. */
@QuarkusTest
class DecidedAnewTest extends ContactsTest {

  @Inject OnRecord onRecord;
  @Inject GateFacts facts;

  @Test
  void a_withdrawal_in_between_is_decided_by() {
    UUID card = openCard();

    List<Facts> seen =
        decide(
            card,
            () ->
                change(
                    "update processing_states set revision = 7,"
                        + " status = 'ConsentWithdrawn' where card_id = '"
                        + card
                        + "'"));

    assertThat(seen.stream().map(one -> one.states().of(PURPOSE).status()))
        .containsExactly(ConsentStatus.GIVEN, ConsentStatus.WITHDRAWN);
    assertThat(house.records("card.read")).hasSize(1);
  }

  @Test
  void a_new_revision_an_erasure_and_a_new_version_of_the_purpose_are_noticed() {
    for (String change :
        List.of(
            "update cards set revision = 2 where id = '%s'",
            "delete from blind_indexes where card_id = '%1$s';"
                + " insert into erasures values ('%2$s', '%1$s', gen_random_uuid(), now());"
                + " delete from processing_states where card_id = '%1$s';"
                + " delete from cards where id = '%1$s'",
            "update purposes set version = 2 where tenant_id = '%2$s'")) {
      house = otherHouse();
      UUID card = openCard();
      assertThat(decide(card, () -> change(change.formatted(card, house.tenant().id()))))
          .as(change)
          .hasSize(2);
      assertThat(house.records("card.read")).hasSize(1);
    }
  }

  @Test
  void what_another_card_or_tenant_does_is_no_reason() {
    UUID card = openCard();
    UUID other = house.create(House.sato());

    assertThat(
            decide(card, () -> change("update cards set revision = 2 where id = '" + other + "'")))
        .hasSize(1);
  }

  @Test
  void who_changes_it_all_the_time_is_no_reason_to_answer_unrecorded() {
    UUID card = openCard();

    assertThatThrownBy(
            () ->
                onRecord.answer(
                    caller(),
                    facts.of(card, PURPOSE),
                    Facts::unchanged,
                    known -> {
                      change("update cards set revision = revision + 1 where id = '" + card + "'");
                      return granted(card);
                    },
                    value -> value))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().slug()).isEqualTo("changing-now"));
    assertThat(house.records("card.read")).isEmpty();
  }

  /** Every state of affairs that was decided by; after the first decision the change happens. */
  private List<Facts> decide(UUID card, Runnable change) {
    List<Facts> seen = new ArrayList<>();
    onRecord.answer(
        caller(),
        facts.of(card, PURPOSE),
        Facts::unchanged,
        known -> {
          seen.add(known);
          if (seen.size() == 1) {
            change.run();
          }
          return granted(card);
        },
        value -> value);
    return seen;
  }

  private Outcome<String> granted(UUID card) {
    return new Outcome.Granted<>("data", AuditRecord.of("card.read", caller()).card(card));
  }

  private Caller caller() {
    return new Caller.Client("crm", "crm", house.tenant(), Set.of(), Set.of());
  }

  private UUID openCard() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    return card;
  }

  private void change(String statements) {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
