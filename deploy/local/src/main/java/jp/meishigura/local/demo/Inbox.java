package jp.meishigura.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Port;
import jp.meishigura.local.Site;

/** The inbox of the local mail server, read as the person on the card reads theirs. */
public final class Inbox {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LINK =
      Pattern.compile("https?://[A-Za-z0-9.:-]+/consent/[A-Za-z0-9_-]{40,}");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Site site;

  public Inbox(Site site) {
    this.site = site;
  }

  /** How many mails this address has. */
  public int count(String address) throws IOException, InterruptedException {
    return list(address).size();
  }

  /** Waits until the address has more mails than that, and returns the newest. */
  public JsonNode next(String address, int known) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      JsonNode mails = list(address);
      if (mails.size() > known) {
        return newest(mails);
      }
      Thread.sleep(100);
    }
    throw new LaunchException(
        "No mail came within " + PATIENCE.toSeconds() + " s; see the log of consent-service.");
  }

  /** The link to the consent page in a mail. */
  public static URI link(JsonNode mail) {
    return Optional.of(LINK.matcher(mail.path("text").asText()))
        .filter(Matcher::find)
        .map(found -> URI.create(found.group()))
        .orElseThrow(() -> new LaunchException("The mail has no link."));
  }

  private static JsonNode newest(JsonNode mails) {
    JsonNode newest = mails.get(0);
    for (JsonNode mail : mails) {
      if (mail.path("id").asInt() > newest.path("id").asInt()) {
        newest = mail;
      }
    }
    return newest;
  }

  private JsonNode list(String address) throws IOException, InterruptedException {
    URI uri =
        URI.create(
            site.ports().http(Port.INBOX)
                + "/api/messages?to="
                + URLEncoder.encode(address, StandardCharsets.UTF_8));
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(response.statusCode(), "", response.body()).expect(200).json();
  }
}
