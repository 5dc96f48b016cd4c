package jp.meishigura.bench.card;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import jp.meishigura.bench.load.Load;
import jp.meishigura.bench.servers.FreshToken;

/** A service that keeps cards, ours or the plain one: the same requests to either. */
public final class CardService {
  private final URI base;
  private final FreshToken token;

  public CardService(URI base, FreshToken token) {
    this.base = base;
    this.token = token;
  }

  /** A request to create that card. */
  public HttpRequest create(String card) {
    return to("/v1/cards")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(card))
        .build();
  }

  /** A request to that path, with the caller's token. */
  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", token.header());
  }

  /** The id of the card that was created. */
  public static String id(HttpResponse<?> created) {
    String location = created.headers().firstValue("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** Creates cards and remembers them. */
  public Creation creations(SampleCards cards) {
    return new Creation(cards);
  }

  /**
   * Reads cards at random.
   *
   * @param query the query with its question mark, or nothing
   */
  public Load reads(List<String> ids, String query) {
    return new Load() {
      @Override
      public HttpRequest request() {
        String id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
        return to("/v1/cards/" + id + query).build();
      }

      @Override
      public int status() {
        return 200;
      }
    };
  }

  /** A load of creations. */
  public final class Creation implements Load {
    private final SampleCards cards;
    private final Queue<String> created = new ConcurrentLinkedQueue<>();

    private Creation(SampleCards cards) {
      this.cards = cards;
    }

    @Override
    public HttpRequest request() {
      return create(cards.next());
    }

    @Override
    public int status() {
      return 201;
    }

    @Override
    public void answered(HttpResponse<byte[]> answer) {
      created.add(id(answer));
    }

    /** The last cards that were created, as many as wanted and there are. */
    public List<String> last(int many) {
      List<String> all = List.copyOf(created);
      return all.subList(Math.max(0, all.size() - many), all.size());
    }
  }
}
