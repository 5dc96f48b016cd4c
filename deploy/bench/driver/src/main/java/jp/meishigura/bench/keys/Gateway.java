package jp.meishigura.bench.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jp.meishigura.bench.load.Load;
import jp.meishigura.bench.servers.FreshToken;

/** crypto-gateway, asked as contacts-service asks it. */
final class Gateway {

  private static final JsonMapper JSON = new JsonMapper();

  /** A key that came from it. */
  record Key(UUID subject, UUID keyId, byte[] bytes) {}

  private final URI base;
  private final FreshToken token;

  Gateway(URI base, FreshToken token) {
    this.base = base;
    this.token = token;
  }

  /** Asks for so many new keys at a time. */
  Load creations(int batch, Consumer<List<Key>> each) {
    return load(() -> creation(batch), 201, each);
  }

  /** Asks for so many existing keys at a time, at random. */
  Load releases(List<Key> existing, int batch, Consumer<List<Key>> each) {
    return load(() -> release(existing, batch), 200, each);
  }

  /** Makes keys to be released later. */
  List<Key> create(int count, int batch) throws IOException, InterruptedException {
    List<Key> keys = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (keys.size() < count) {
        HttpResponse<byte[]> answer = http.send(creation(batch), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 201) {
          throw new IOException("crypto-gateway answered " + answer.statusCode());
        }
        keys.addAll(read(answer));
      }
    }
    return keys;
  }

  private HttpRequest creation(int batch) {
    ObjectNode body = body("create");
    ArrayNode subjects = body.putArray("subjects");
    for (int number = 0; number < batch; number++) {
      subjects.add(UUID.randomUUID().toString());
    }
    return post("/v1/subject-keys", body);
  }

  private HttpRequest release(List<Key> existing, int batch) {
    ObjectNode body = body("read");
    ArrayNode keyIds = body.putArray("keyIds");
    int from = ThreadLocalRandom.current().nextInt(existing.size());
    for (int number = 0; number < batch; number++) {
      keyIds.add(existing.get((from + number) % existing.size()).keyId().toString());
    }
    return post("/v1/subject-keys/release", body);
  }

  private static ObjectNode body(String reason) {
    return JSON.createObjectNode().put("actor", "bench").put("reason", reason);
  }

  private HttpRequest post(String path, ObjectNode body) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Authorization", token.header())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  private static Load load(Supplier<HttpRequest> request, int status, Consumer<List<Key>> each) {
    return new Load() {
      @Override
      public HttpRequest request() {
        return request.get();
      }

      @Override
      public int status() {
        return status;
      }

      @Override
      public void answered(HttpResponse<byte[]> answer) {
        each.accept(read(answer));
      }
    };
  }

  private static List<Key> read(HttpResponse<byte[]> answer) {
    try {
      List<Key> keys = new ArrayList<>();
      for (JsonNode one : JSON.readTree(answer.body()).path("keys")) {
        keys.add(
            new Key(
                UUID.fromString(one.path("subject").textValue()),
                UUID.fromString(one.path("keyId").textValue()),
                one.path("key").binaryValue()));
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
