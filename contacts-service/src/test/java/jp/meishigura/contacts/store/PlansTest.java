package jp.meishigura.contacts.store;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.tx.Question;
import org.junit.jupiter.api.Test;

/** How many pages PostgreSQL reads must not depend on how many cards there are. */
@QuarkusTest
class PlansTest extends ContactsTest {

  private static final Pattern PAGES =
      Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

  @Inject GateFacts facts;

  @Test
  void a_read_of_a_card_touches_a_few_pages_among_thirty_thousand_cards() throws SQLException {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute(
          "insert into cards select gen_random_uuid(), '%s', gen_random_uuid(), 1, 'x', '{}', '{}', '{}', '[]',"
                  .formatted(house.tenant().id())
              + " now() + n * interval '1 second', now() from generate_series(1, 30000) n");
      sql.execute("analyze cards");
    }
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      // As the service's connections are: application.properties says so.
      sql.execute("set plan_cache_mode = force_generic_plan");

      assertThat(pages(app, facts.of(card, PURPOSE))).isBetween(1, 30);
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
