package jp.meishigura.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Audience;
import org.jspecify.annotations.Nullable;

/**
 * People who create, read and are refused cards, whatever happens to the suite. Each request has a
 * correlation of its own, by which its record is found; whether it was answered is remembered.
 */
final class PeopleAtWork implements AutoCloseable {

  private static final int PEOPLE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration TOKEN_AGE = Duration.ofMinutes(2);

  /**
   * A request.
   *
   * @param answered whether it was answered as it is in quiet times: then it is on record, once. If
   *     not, it may have been done and recorded, or neither.
   */
  record Done(String correlation, String action, boolean answered) {}

  private enum Errand {
    CREATE("card.create", 201),
    READ("card.read", 200),
    /** Without a purpose. */
    REVEAL("card.reveal", 400);

    private final String action;
    private final int status;

    Errand(String action, int status) {
      this.action = action;
      this.status = status;
    }
  }

  private final SuiteUnderTest suite;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();
  private final List<String> cards = new CopyOnWriteArrayList<>();
  private final List<Thread> people = new ArrayList<>();
  private final Token integrator;
  private final Token member;
  private volatile boolean working = true;

  private interface Login {
    String token();
  }

  /** Kept while it is young, and longer while nobody gives another. */
  private static final class Token {
    private final Login login;
    private String token;
    private Instant since;

    Token(Login login) {
      this.login = login;
      this.token = login.token();
      this.since = Instant.now();
    }

    synchronized String current() {
      if (Instant.now().isAfter(since.plus(TOKEN_AGE))) {
        try {
          token = login.token();
          since = Instant.now();
        } catch (RuntimeException | AssertionError e) {
          // Keycloak is away: the old one is good for three minutes more.
        }
      }
      return token;
    }
  }

  PeopleAtWork(SuiteUnderTest suite, long seed) {
    this.suite = suite;
    this.integrator = new Token(() -> suite.integrator(Audience.CONTACTS, Aozora.TENANT));
    this.member = new Token(() -> suite.person("jiro", Audience.CONTACTS));
    for (int person = 0; person < PEOPLE; person++) {
      Random random = new Random(seed + person);
      people.add(Thread.ofPlatform().name("person-" + person).daemon().start(() -> work(random)));
    }
  }

  List<Done> done() {
    return List.copyOf(done);
  }

  private void work(Random random) {
    while (working) {
      @Nullable String card = cards.isEmpty() ? null : cards.get(random.nextInt(cards.size()));
      Errand errand =
          card == null ? Errand.CREATE : Errand.values()[random.nextInt(Errand.values().length)];
      run(errand, card == null ? "" : card);
    }
  }

  private void run(Errand errand, String card) {
    String correlation = UUID.randomUUID().toString();
    boolean answered = false;
    try {
      HttpResponse<String> answer =
          http.send(request(errand, card, correlation), HttpResponse.BodyHandlers.ofString());
      answered = answer.statusCode() == errand.status;
      if (answered && errand == Errand.CREATE) {
        String location = answer.headers().firstValue("Location").orElseThrow();
        cards.add(location.substring(location.lastIndexOf('/') + 1));
      }
      if (!answered) {
        Thread.sleep(100);
      }
    } catch (IOException e) {
      pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      working = false;
    }
    done.add(new Done(correlation, errand.action, answered));
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(Errand errand, String card, String correlation) {
    String url = suite.url(Port.CONTACTS) + "/v1/cards";
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .timeout(PATIENCE)
            .header("X-Correlation-Id", correlation)
            .header("Content-Type", "application/json; charset=utf-8");
    return switch (errand) {
      case CREATE ->
          request
              .uri(URI.create(url))
              .header("Authorization", "Bearer " + integrator.current())
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"company\":\"災害訓練株式会社\",\"phone\":\"03-0012-0000\"}"))
              .build();
      case READ ->
          request
              .uri(URI.create(url + "/" + card))
              .header("Authorization", "Bearer " + member.current())
              .GET()
              .build();
      case REVEAL ->
          request
              .uri(URI.create(url + "/" + card + "/reveal"))
              .header("Authorization", "Bearer " + member.current())
              .POST(HttpRequest.BodyPublishers.ofString("{\"fields\":[\"phone\"]}"))
              .build();
    };
  }

  /** Returns when the last request was answered or given up. */
  @Override
  public void close() {
    working = false;
    try {
      for (Thread person : people) {
        person.join(PATIENCE.multipliedBy(3));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
