package jp.meishigura.bench.consent;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import jp.meishigura.bench.card.CardService;
import jp.meishigura.bench.load.Latencies;
import jp.meishigura.bench.servers.FreshToken;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Ports;

/** Cards that are open because the people on them have agreed, until they withdraw. */
public final class OpenCards implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int POLL_MILLIS = 20;

  /** Longer than the relay and the inbox sleep by turns, so that no step of theirs is favoured. */
  private static final int LONGEST_PAUSE_MILLIS = 150;

  private final Http http = new Http();
  private final CardService contacts;
  private final ConsentDesk desk;
  private List<AskedPerson> people = List.of();

  /**
   * @param officer a privacy officer's token for consent-service
   * @param contacts contacts-service, as a member sees it
   */
  public OpenCards(Ports ports, FreshToken officer, CardService contacts) {
    this.contacts = contacts;
    this.desk = new ConsentDesk(http, ports, officer, contacts);
  }

  /** Creates them, asks for consent, gives it, and waits until they are open. */
  public void prepare(int many) throws IOException, InterruptedException {
    desk.registerPurpose();
    people = desk.ask(many);
    for (AskedPerson person : people) {
      answer(person, "give");
    }
    for (AskedPerson person : people) {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (http.send(reveal(person), 200, 422, 423).statusCode() != 200) {
        if (Instant.now().isAfter(deadline)) {
          throw new LaunchException("A card is still locked " + PATIENCE + " after the consent.");
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  public List<String> ids() {
    return people.stream().map(AskedPerson::card).toList();
  }

  /** The query under which they are open. */
  public String query() {
    return "?purpose=" + ConsentDesk.PURPOSE;
  }

  /**
   * Everybody withdraws, one after the other.
   *
   * @return from the page's answer, which comes after the commit, to the answer 423
   */
  public Latencies withdraw() throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    for (AskedPerson person : people) {
      Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
      // The last reveal that is allowed; its connection is then open for the next.
      http.send(reveal(person), 200);
      HttpRequest reveal = reveal(person);
      answer(person, "withdraw");
      long committed = System.nanoTime();
      while (http.send(reveal, 200, 423).statusCode() != 423) {
        if (System.nanoTime() - committed > PATIENCE.toNanos()) {
          throw new LaunchException("A card is still open " + PATIENCE + " after the withdrawal.");
        }
      }
      latencies.add(System.nanoTime() - committed);
    }
    return latencies;
  }

  private void answer(AskedPerson person, String answer) throws IOException, InterruptedException {
    http.send(
        HttpRequest.newBuilder(person.link())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("answer=" + answer))
            .build(),
        303);
  }

  private HttpRequest reveal(AskedPerson person) {
    return contacts
        .to("/v1/cards/" + person.card() + "/reveal")
        .header("Content-Type", "application/json")
        .POST(
            BodyPublishers.ofString(
                "{\"purpose\":\"" + ConsentDesk.PURPOSE + "\",\"fields\":[\"phone\"]}"))
        .build();
  }

  @Override
  public void close() {
    http.close();
  }
}
