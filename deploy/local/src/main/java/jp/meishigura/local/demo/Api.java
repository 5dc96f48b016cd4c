package jp.meishigura.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import jp.meishigura.local.Port;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.Audience;

/** The public doors of the suite, as anybody with a token uses them. Tokens are never printed. */
public final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();
  private final Site site;
  private final Tokens tokens;
  private final Narrator narrator;

  public Api(Site site, Tokens tokens, Narrator narrator) {
    this.site = site;
    this.tokens = tokens;
    this.narrator = narrator;
  }

  public Answer get(String who, Audience service, String path)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(service, path)).GET();
    return told(who, service, "GET", path, "", request);
  }

  public Answer post(String who, Audience service, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    String json = write(body);
    return told(who, service, "POST", path, json, posting(service, path, json));
  }

  /** A POST that is not narrated, for waiting. */
  Answer quietly(String who, Audience service, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    return send(who, service, posting(service, path, write(body)));
  }

  /** A GET that is not narrated, for waiting. */
  Answer quietlyGet(String who, Audience service, String path)
      throws IOException, InterruptedException {
    return send(who, service, HttpRequest.newBuilder(uri(service, path)).GET());
  }

  Answer file(String who, String type, Path file) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(Audience.CONTACTS, "/v1/imports"))
            .header("Content-Type", type)
            .header("Content-Disposition", "attachment; filename=\"" + file.getFileName() + "\"")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Files.readAllBytes(file)));
    String about = type + ", " + file.getFileName() + ", " + Files.size(file) + " bytes";
    return told(who, Audience.CONTACTS, "POST", "/v1/imports", about, request);
  }

  /** The person on the card opens a link of a mail: no token but the link itself. */
  Answer open(URI link, String language) throws IOException, InterruptedException {
    return plain(HttpRequest.newBuilder(link).header("Accept-Language", language).GET());
  }

  Answer answer(URI link, String word) throws IOException, InterruptedException {
    narrator.request("the person on the card", "POST", "<the link in the mail>", "answer=" + word);
    Answer answer = answerQuietly(link, word);
    narrator.answer(answer.status(), "");
    return answer;
  }

  /** An answer that is not narrated. */
  Answer answerQuietly(URI link, String word) throws IOException, InterruptedException {
    return plain(
        HttpRequest.newBuilder(link)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("answer=" + word)));
  }

  private HttpRequest.Builder posting(Audience service, String path, String json) {
    return HttpRequest.newBuilder(uri(service, path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  private Answer told(
      String who,
      Audience service,
      String method,
      String path,
      String about,
      HttpRequest.Builder request)
      throws IOException, InterruptedException {
    narrator.request(who, method, uri(service, path).toString(), about);
    Answer answer = send(who, service, request);
    narrator.answer(answer.status(), answer.text());
    return answer;
  }

  private Answer send(String who, Audience service, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return plain(request.header("Authorization", "Bearer " + tokens.of(who, service).reveal()));
  }

  private Answer plain(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request.timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Location").orElse(""),
        response.body());
  }

  private URI uri(Audience service, String path) {
    Port port =
        switch (service) {
          case CONTACTS -> Port.CONTACTS;
          case CONSENT -> Port.CONSENT;
          case AUDIT -> Port.AUDIT;
        };
    return URI.create(site.ports().http(port) + path);
  }

  private static String write(Map<String, ?> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
