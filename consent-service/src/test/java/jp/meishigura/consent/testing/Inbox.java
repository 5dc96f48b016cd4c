package jp.meishigura.consent.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.platform.testing.Stand;

/** The mails that really arrived. */
public final class Inbox {

  private static final Pattern LINK = Pattern.compile("/consent/([A-Za-z0-9_-]{43})");

  /** A mail. */
  public record Mail(String from, String subject, String text, String html) {

    /** The token in the mail's link. */
    public String token() {
      Matcher link = LINK.matcher(text);
      if (!link.find()) {
        throw new AssertionError("No link in the mail.");
      }
      return link.group(1);
    }
  }

  private Inbox() {}

  public static List<Mail> to(String address) {
    String body =
        RestAssured.given()
            .queryParam("to", address)
            .get(Stand.get().property("inbox.url") + "/api/messages")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    try {
      List<Mail> mails = new ArrayList<>();
      for (JsonNode one : new ObjectMapper().readTree(body)) {
        mails.add(
            new Mail(
                one.path("from").asText(),
                one.path("subject").asText(),
                one.path("text").asText(),
                one.path("html").asText()));
      }
      return mails;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the first mail to somebody. */
  public static Mail first(String address) {
    return nth(address, 1);
  }

  /** Waits for the nth mail to somebody. */
  public static Mail nth(String address, int n) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> to(address), mails -> mails.size() >= n)
        .get(n - 1);
  }
}
