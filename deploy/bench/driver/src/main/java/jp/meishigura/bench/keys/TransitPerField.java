package jp.meishigura.bench.keys;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jp.meishigura.bench.card.SampleCards;
import jp.meishigura.bench.load.Load;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Site;
import jp.meishigura.local.vault.Approle;
import jp.meishigura.local.vault.VaultPart;

/**
 * The design that comes to mind first: each value of a card goes to Vault's transit engine to be
 * encrypted, and again to be decrypted, over kept-alive connections and with a token at hand.
 */
final class TransitPerField {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTEXT = Base64.getEncoder().encodeToString(new byte[16]);

  private final String address;
  private final String token;
  private final List<String> plaintexts = new ArrayList<>();

  private TransitPerField(String address, String token) {
    this.address = address;
    this.token = token;
    SampleCards samples = new SampleCards();
    for (int card = 0; card < 64; card++) {
      for (byte[] plaintext : SampleCard.of(samples).plaintexts()) {
        plaintexts.add(body("plaintext", Base64.getEncoder().encodeToString(plaintext)));
      }
    }
  }

  /** With crypto-gateway's login. */
  static TransitPerField login(Site site) throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(
            Map.of(
                "role_id", read(Approle.roleIdFile(site)),
                "secret_id", read(Approle.secretIdFile(site))));
    HttpRequest login =
        HttpRequest.newBuilder(URI.create(VaultPart.address(site) + "/v1/auth/approle/login"))
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(login, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new LaunchException("The key server refused a login: " + answer.statusCode());
      }
      String token = JSON.readTree(answer.body()).at("/auth/client_token").textValue();
      return new TransitPerField(VaultPart.address(site), token);
    }
  }

  Load encrypting() {
    return new Calls("encrypt", plaintexts);
  }

  /** Decrypts what was encrypted for it beforehand. */
  Load decrypting() throws IOException, InterruptedException {
    List<String> ciphertexts = new ArrayList<>();
    Calls encrypt = new Calls("encrypt", plaintexts);
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int number = 0; number < plaintexts.size(); number++) {
        String answer = http.send(encrypt.request(), BodyHandlers.ofString()).body();
        ciphertexts.add(
            body("ciphertext", JSON.readTree(answer).at("/data/ciphertext").textValue()));
      }
    }
    return new Calls("decrypt", ciphertexts);
  }

  private static String body(String member, String value) {
    return JSON.createObjectNode().put(member, value).put("context", CONTEXT).toString();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  /** One call for one value. */
  private final class Calls implements Load {
    private final URI uri;
    private final List<String> bodies;
    private final AtomicInteger next = new AtomicInteger();

    private Calls(String operation, List<String> bodies) {
      this.uri = URI.create(address + "/v1/transit/" + operation + "/tenant-keys");
      this.bodies = bodies;
    }

    @Override
    public HttpRequest request() {
      String body = bodies.get(Math.floorMod(next.getAndIncrement(), bodies.size()));
      return HttpRequest.newBuilder(uri)
          .header("X-Vault-Token", token)
          .POST(BodyPublishers.ofString(body))
          .build();
    }

    @Override
    public int status() {
      return 200;
    }
  }
}
