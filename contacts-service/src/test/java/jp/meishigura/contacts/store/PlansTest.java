package jp.meishigura.contacts.store;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.contacts.store.GateFacts.Facts;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.outbox.ConditionalOutbox;
import jp.meishigura.platform.outbox.GroupCommit;
import jp.meishigura.platform.outbox.OutgoingEvent;
import jp.meishigura.platform.tx.Question;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.Test;

/** How many pages PostgreSQL reads must not depend on how many cards there are. */
@QuarkusTest
class PlansTest extends ContactsTest {

  private static final Pattern PAGES =
      Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

  @Inject GateFacts facts;
  @Inject TenantTransactions transactions;
  @Inject AgroalDataSource dataSource;
  @Inject ObjectMapper json;

  @Test
  void a_read_of_a_card_touches_a_few_pages_among_thirty_thousand_cards() throws SQLException {
    UUID card = openCard();
    addThirtyThousand();
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      // As the service's connections are: application.properties says so.
      sql.execute("set plan_cache_mode = force_generic_plan");

      assertThat(pages(app, facts.of(card, PURPOSE))).isBetween(1, 30);
    }
  }

  @Test
  void the_record_of_a_read_touches_a_few_pages_among_as_many() throws SQLException {
    UUID card = openCard();
    addThirtyThousand();
    Captured captured = new Captured(dataSource);
    Facts known = transactions.ask(house.tenant(), facts.of(card, PURPOSE));
    new ConditionalOutbox(captured, new GroupCommit(), json, null)
        .append(
            house.tenant(),
            OutgoingEvent.of("audit", card.toString(), "a-type", null, Instant.now(), "a record"),
            known.unchanged());
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      app.setAutoCommit(false);
      sql.execute("set plan_cache_mode = force_generic_plan");

      int pages = pages(app, captured.asked.getFirst());
      app.rollback();

      assertThat(pages).isBetween(1, 60);
    }
  }

  /** Keeps what it would be asked: the insertion, which nobody else can have. */
  private static final class Captured extends TenantTransactions {

    private final List<Question<?>> asked = new ArrayList<>();

    private Captured(AgroalDataSource dataSource) {
      super(dataSource);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R ask(Tenant tenant, Question<R> question) {
      asked.add(question);
      return (R) Set.of();
    }
  }

  private UUID openCard() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    return card;
  }

  private void addThirtyThousand() throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute(
          "insert into cards select gen_random_uuid(), '%s', gen_random_uuid(), 1, 'x', '{}', '{}', '{}', '[]',"
                  .formatted(house.tenant().id())
              + " now() + n * interval '1 second', now() from generate_series(1, 30000) n");
      sql.execute("analyze cards");
    }
  }

  /** The first line of a plan's buffers is that of the whole statement. */
  private int pages(Connection app, Question<?> question) throws SQLException {
    try (PreparedStatement explain =
        app.prepareStatement(
            "explain (analyze, buffers, timing off) " + Question.TENANT + question.sql())) {
      explain.setString(1, house.tenant().id().toString());
      question.bind(explain, 2);
      try (ResultSet row = explain.executeQuery()) {
        while (row.next()) {
          Matcher found = PAGES.matcher(row.getString(1));
          if (found.find()) {
            String read = found.group(2);
            return Integer.parseInt(found.group(1)) + (read == null ? 0 : Integer.parseInt(read));
          }
        }
      }
    }
    throw new IllegalStateException("The plan names no pages.");
  }
}
