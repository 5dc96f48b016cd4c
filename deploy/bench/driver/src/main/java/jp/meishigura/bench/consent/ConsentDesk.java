package jp.meishigura.bench.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.bench.card.CardService;
import jp.meishigura.bench.card.SampleCards;
import jp.meishigura.bench.servers.FreshToken;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Port;
import jp.meishigura.local.Ports;

/** Registers a purpose and asks people for their consent, by mail as always. */
final class ConsentDesk {
  static final String PURPOSE = "bench";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int POLL_MILLIS = 300;
  private static final String DOMAIN = "@people.example.co.jp";
  private static final Pattern LINK = Pattern.compile("http://\\S+/consent/[A-Za-z0-9_-]+");

  private final Http http;
  private final Ports ports;
  private final FreshToken officer;
  private final CardService contacts;

  ConsentDesk(Http http, Ports ports, FreshToken officer, CardService contacts) {
    this.http = http;
    this.ports = ports;
    this.officer = officer;
    this.contacts = contacts;
  }

  void registerPurpose() throws IOException, InterruptedException {
    ObjectNode purpose = JSON.createObjectNode();
    purpose.put("code", PURPOSE).put("validForDays", 30);
    purpose.putObject("name").put("ja", "速度の測定").put("en", "Measuring speed");
    purpose
        .putArray("fields")
        .add("name")
        .add("company")
        .add("department")
        .add("title")
        .add("phone")
        .add("email")
        .add("address")
        .add("url");
    purpose
        .putArray("notices")
        .add(notice("ja", "青空商事株式会社", "速度を測るために利用します。"))
        .add(notice("en", "Aozora Trading Co., Ltd.", "We use it to measure speed."));
    http.send(toConsent("/v1/purposes", purpose), 201);
  }

  /** So many people with a new card each, who have got their mail. */
  List<AskedPerson> ask(int people) throws IOException, InterruptedException {
    SampleCards cards = new SampleCards();
    Map<String, String> cardOfAddress = new HashMap<>();
    for (int i = 0; i < people; i++) {
      String mailEnd = i + DOMAIN;
      String card = CardService.id(http.send(contacts.create(cards.next(mailEnd)), 201));
      cardOfAddress.put(mailEnd, card);
      ObjectNode request = JSON.createObjectNode();
      request.put("card", card).put("purpose", PURPOSE).put("channel", "email");
      http.send(toConsent("/v1/consent-requests", request), 201);
    }
    Instant deadline = Instant.now().plus(PATIENCE);
    List<AskedPerson> asked = readMails(cardOfAddress);
    while (asked.size() < people) {
      if (Instant.now().isAfter(deadline)) {
        throw new LaunchException(
            "Only " + asked.size() + " of " + people + " mails have arrived after " + PATIENCE);
      }
      Thread.sleep(POLL_MILLIS);
      asked = readMails(cardOfAddress);
    }
    return asked;
  }

  private List<AskedPerson> readMails(Map<String, String> cardOfAddress)
      throws IOException, InterruptedException {
    URI inbox = URI.create(ports.http(Port.INBOX) + "/api/messages");
    List<AskedPerson> asked = new ArrayList<>();
    for (JsonNode mail : http.json(HttpRequest.newBuilder(inbox).build(), 200)) {
      String address = mail.path("to").asText();
      // taro.sato.17@people.example.co.jp: what we know it by starts at the 17.
      String mailEnd = address.substring(address.lastIndexOf('.', address.indexOf('@')) + 1);
      String card = cardOfAddress.get(mailEnd);
      Matcher link = LINK.matcher(mail.path("text").asText());
      if (card != null && link.find()) {
        asked.add(new AskedPerson(card, URI.create(link.group())));
      }
    }
    return asked;
  }

  private HttpRequest toConsent(String path, ObjectNode body) {
    return HttpRequest.newBuilder(URI.create(ports.http(Port.CONSENT) + path))
        .header("Authorization", officer.header())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  private static ObjectNode notice(String language, String controller, String text) {
    return JSON.createObjectNode()
        .put("language", language)
        .put("controller", controller)
        .put("text", text);
  }
}
