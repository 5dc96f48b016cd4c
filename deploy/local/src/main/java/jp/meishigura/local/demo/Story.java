package jp.meishigura.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.Audience;

/**
 * The product's main job in seven steps: cards come in sealed and locked, one is opened by its
 * owner's consent, read for a purpose, locked again by its owner, and every touch is on record.
 */
public final class Story {
  private static final String MEMBER = "hanako";
  private static final String OFFICER = "rei";
  private static final String AUDITOR = "kanako";
  private static final String STRANGER = "sakura";
  private static final String STRANGERS_AUDITOR = "akira";

  private static final String PURPOSE = "sales-follow-up";
  private static final String OTHER_PURPOSE = "newsletter";
  private static final String ADDRESS = "ichiro.suzuki@sakura-bussan.example";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern TITLE = Pattern.compile("(?s)<h1[^>]*>(.*?)</h1>");

  private final Site site;
  private final Api api;
  private final Inbox inbox;
  private final Narrator say;

  public Story(Site site, Narrator narrator) throws IOException {
    this.site = site;
    this.api = new Api(site, new Tokens(site), narrator);
    this.inbox = new Inbox(site);
    this.say = narrator;
  }

  /** Walks all steps; a {@link LaunchException} says which expectation failed. */
  public void walk() throws IOException, InterruptedException {
    Instant begin = Instant.now();
    Map<String, String> first = importCards();
    String card = first.getOrDefault("iphone-3.0.vcf", "");
    List<String> gojuon =
        List.of(
            first.getOrDefault("keitai-2.1-shift_jis.vcf", ""),
            card,
            first.getOrDefault("renrakusaki-4.0.vcf", ""));
    lookIntoTheStores();
    seeTheLock(card);
    URI link = askForConsent(card);
    agreeQuietly(gojuon.getFirst(), "t.sato@minato-works.example");
    agreeQuietly(gojuon.getLast(), "n.watanabe@fujimi-electric.example");
    readForThePurpose(card, gojuon);
    withdraw(card, link);
    readTheLog(card, begin);
  }

  private Map<String, String> importCards() throws IOException, InterruptedException {
    say.step(1, "An integrator brings cards in");
    say.tell(
        "vCard 2.1 (Shift_JIS), 3.0 and 4.0, and CSV in CP932 and UTF-8, as devices write them.");
    List<String> cards = new ArrayList<>();
    Map<String, String> first = new HashMap<>();
    int rejected = 0;
    for (Map.Entry<Path, String> file : new Samples(site.folders()).files().entrySet()) {
      Answer answer = api.file(Tokens.INTEGRATOR, file.getValue(), file.getKey()).expect(200);
      for (JsonNode line : answer.lines()) {
        if (line.path("status").asText().equals("created")) {
          cards.add(line.path("card").asText());
          first.putIfAbsent(
              String.valueOf(file.getKey().getFileName()), line.path("card").asText());
        } else if (line.path("status").asText().equals("rejected")) {
          rejected++;
        }
        expect(!line.has("stopped"), "the file is read to its end");
      }
    }
    expect(cards.size() == 13, "13 cards come in, and " + cards.size() + " did");
    expect(rejected == 1, "1 row is rejected, and " + rejected + " were");
    say.tell(
        "13 cards are in; the broken row is named with its line and reason, and cost nobody else a card.");
    return first;
  }

  private void lookIntoTheStores() throws IOException {
    say.step(2, "A thief looks into everything that is stored");
    List<String> personal = new Samples(site.folders()).personalData();
    say.tell(
        "Searching all tables, PostgreSQL's files, Kafka's files, OpenBao's, Keycloak's and every log for "
            + personal.size()
            + " names, readings, companies, numbers and addresses, in eight spellings each.");
    Map<String, Set<String>> found = new Stores(site).search(new Needles(personal));
    expect(found.isEmpty(), "nothing is found, and this was: " + found);
    say.tell("Nothing is found.");
  }

  private void seeTheLock(String card) throws IOException, InterruptedException {
    say.step(3, "Every new card is locked");
    JsonNode view = api.get(MEMBER, Audience.CONTACTS, "/v1/cards/" + card).expect(200).json();
    expect(view.path("state").asText().equals("locked"), "the card is locked");
    reveal(MEMBER, card, Map.of("purpose", purpose(PURPOSE), "fields", List.of("phone")))
        .expect(423);
    say.tell(
        "Locked means not shown: a masked name, the source, the consent state, and what would help.");
  }

  private URI askForConsent(String card) throws IOException, InterruptedException {
    say.step(4, "The person is asked, and agrees");
    purpose(OTHER_PURPOSE);
    int known = inbox.count(ADDRESS);
    api.post(
            MEMBER,
            Audience.CONSENT,
            "/v1/consent-requests",
            Map.of("card", card, "purpose", PURPOSE, "channel", "email"))
        .expect(201);
    JsonNode mail = inbox.next(ADDRESS, known);
    say.tell("The mail has arrived: " + mail.path("subject").asText());
    URI link = Inbox.link(mail);
    say.tell("Its page in Japanese: " + title(api.open(link, "ja").expect(200)));
    say.tell("Its page in English:  " + title(api.open(link, "en-GB,en").expect(200)));
    api.answer(link, "give").expect(303);
    api.answer(link, "refuse").expect(409);
    say.tell("One answer per link: the second one, a different one, is turned away.");
    return link;
  }

  /** Two more people agree, so that there is something to put in order. */
  private void agreeQuietly(String card, String address) throws IOException, InterruptedException {
    int known = inbox.count(address);
    api.quietly(
            MEMBER,
            Audience.CONSENT,
            "/v1/consent-requests",
            Map.of("card", card, "purpose", PURPOSE, "channel", "email"))
        .expect(201);
    api.answerQuietly(Inbox.link(inbox.next(address, known)), "give").expect(303);
    await(card, Map.of("purpose", PURPOSE, "fields", List.of("phone")), 200);
  }

  private void readForThePurpose(String card, List<String> gojuon)
      throws IOException, InterruptedException {
    say.step(5, "The card is open, for that purpose only");
    Map<String, Object> phone = Map.of("purpose", PURPOSE, "fields", List.of("phone"));
    Duration took = await(card, phone, 200);
    say.tell(
        "contacts-service heard of the consent through Kafka after " + took.toMillis() + " ms.");
    found(card, Map.of("purpose", PURPOSE, "phone", "06-0012-3404"));
    found(card, Map.of("purpose", PURPOSE, "email", ADDRESS));
    found(card, Map.of("purpose", PURPOSE, "name", "一郎"));
    JsonNode list =
        api.get(MEMBER, Audience.CONTACTS, "/v1/cards?limit=100&order=reading&purpose=" + PURPOSE)
            .expect(200)
            .json();
    List<String> order = new ArrayList<>();
    list.path("items").forEach(item -> order.add(item.path("id").asText()));
    order.retainAll(gojuon);
    expect(order.equals(gojuon), "さとう, すずき and わたなべ come in 五十音 order");
    say.tell("さとう, すずき, わたなべ: 五十音 order, over sealed cards. Contact points are masked in a list.");
    reveal(MEMBER, card, phone).expect(200);
    say.tell("And refused, with the reason:");
    reveal(MEMBER, card, Map.of("fields", List.of("phone"))).expect(400);
    reveal(MEMBER, card, Map.of("purpose", OTHER_PURPOSE, "fields", List.of("phone"))).expect(423);
    reveal(STRANGER, card, phone).expect(404);
  }

  private void withdraw(String card, URI link) throws IOException, InterruptedException {
    say.step(6, "The person changes their mind");
    api.answer(link, "withdraw").expect(303);
    Map<String, Object> phone = Map.of("purpose", PURPOSE, "fields", List.of("phone"));
    Duration took = await(card, phone, 423);
    reveal(MEMBER, card, phone).expect(423);
    say.tell("Locked again, " + took.toMillis() + " ms after the answer.");
  }

  private void readTheLog(String card, Instant begin) throws IOException, InterruptedException {
    say.step(7, "Every touch is on record");
    Set<String> wanted =
        Set.of(
            "card.create",
            "card.read",
            "card.reveal",
            "card.recipient",
            "consent.request",
            "consent.mail",
            "consent.give",
            "consent.withdraw");
    Instant end = Instant.now().plus(PATIENCE);
    String path = "/v1/entries?limit=100&card=" + card;
    while (!actions(path).containsAll(wanted) && Instant.now().isBefore(end)) {
      Thread.sleep(200);
    }
    JsonNode entries = api.get(AUDITOR, Audience.AUDIT, path).expect(200).json().path("items");
    Set<String> seen = new TreeSet<>();
    Set<JsonNode> ids = new HashSet<>();
    for (JsonNode entry : entries) {
      seen.add(entry.path("action").asText());
      ids.add(entry.path("id"));
    }
    expect(seen.containsAll(wanted), "all of " + wanted + " are on record, and these are: " + seen);
    say.tell(entries.size() + " entries about this card, in order, refused ones among them.");
    String since = "&from=" + begin;
    api.get(
            AUDITOR,
            Audience.AUDIT,
            "/v1/entries?limit=3&action=card.reveal&decision=refused" + since)
        .expect(200);
    JsonNode foreign =
        api.get(STRANGERS_AUDITOR, Audience.AUDIT, "/v1/entries?card=" + card).expect(200).json();
    for (JsonNode entry : foreign.path("items")) {
      expect(
          entry.path("decision").asText().equals("refused") && !ids.contains(entry.path("id")),
          "another organization's auditor sees only what its own people tried");
    }
    say.tell("Another organization's auditor sees only that its own member tried and was refused.");
  }

  private Set<String> actions(String path) throws IOException, InterruptedException {
    Set<String> actions = new HashSet<>();
    api.quietlyGet(AUDITOR, Audience.AUDIT, path)
        .expect(200)
        .json()
        .path("items")
        .forEach(entry -> actions.add(entry.path("action").asText()));
    return actions;
  }

  /** Registers the purpose unless an earlier story did, and returns its code. */
  private String purpose(String code) throws IOException, InterruptedException {
    if (api.quietlyGet(OFFICER, Audience.CONSENT, "/v1/purposes/" + code).status() == 404) {
      api.post(OFFICER, Audience.CONSENT, "/v1/purposes", Purposes.of(code)).expect(201);
      awaitPurpose(code);
    }
    return code;
  }

  private void awaitPurpose(String code) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (api.quietlyGet(MEMBER, Audience.CONTACTS, "/v1/cards?limit=1&purpose=" + code).status()
        != 200) {
      expect(Instant.now().isBefore(end), "contacts-service hears of the purpose " + code);
      Thread.sleep(50);
    }
  }

  private Answer reveal(String who, String card, Map<String, ?> body)
      throws IOException, InterruptedException {
    return api.post(who, Audience.CONTACTS, "/v1/cards/" + card + "/reveal", body);
  }

  private void found(String card, Map<String, ?> query) throws IOException, InterruptedException {
    Answer answer = api.post(MEMBER, Audience.CONTACTS, "/v1/cards/search", query).expect(200);
    expect(answer.text().contains(card), "the card is found");
  }

  private Duration await(String card, Map<String, ?> body, int status)
      throws IOException, InterruptedException {
    Instant begin = Instant.now();
    while (api.quietly(MEMBER, Audience.CONTACTS, "/v1/cards/" + card + "/reveal", body).status()
        != status) {
      expect(
          Duration.between(begin, Instant.now()).compareTo(PATIENCE) < 0,
          "the card answers " + status + " within " + PATIENCE.toSeconds() + " s");
      Thread.sleep(5);
    }
    return Duration.between(begin, Instant.now());
  }

  private static String title(Answer page) {
    Matcher title = TITLE.matcher(page.text());
    expect(title.find(), "the page has a heading");
    return title.group(1).replaceAll("<[^>]+>", "").strip();
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new LaunchException("It was expected that " + what + ".");
    }
  }
}
