package jp.meishigura.bench.keys;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import jp.meishigura.bench.card.SampleCards;
import jp.meishigura.bench.load.ClosedLoop;
import jp.meishigura.bench.load.Comparison;
import jp.meishigura.bench.load.Load;
import jp.meishigura.bench.servers.Backlog;
import jp.meishigura.bench.servers.FreshToken;
import jp.meishigura.local.Port;
import jp.meishigura.local.Site;

/** Everything about keys that is measured, in its order. */
public final class KeyBench {

  /** As many as contacts-service asks for at a time: for cards to come, or for a search index. */
  private static final int MOST = 500;

  /** A page of cards. */
  private static final int PAGE = 50;

  private static final int KEYS = 5_000;
  private static final int ROUNDS = 3;
  private static final List<Integer> BATCHES = List.of(1, 50, 1_000);
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  /**
   * crypto-gateway's compiler has done little before: the first batch size must not pay for all.
   */
  private static final Duration FIRST_WARM_UP = Duration.ofSeconds(15);

  private final Site site;
  private final ClosedLoop loop;
  private final Backlog backlog;
  private final Duration length;
  private final Gateway gateway;
  private final SealedSample sealing = new SealedSample();
  private final List<SampleCard> cards = new ArrayList<>();
  private final LongAdder bytes = new LongAdder();

  /**
   * @param token contacts-service's, for crypto-gateway
   * @param length of each round
   */
  public KeyBench(Site site, FreshToken token, ClosedLoop loop, Backlog backlog, Duration length) {
    this.site = site;
    this.loop = loop;
    this.backlog = backlog;
    this.length = length;
    this.gateway = new Gateway(URI.create(site.ports().http(Port.GATEWAY)), token);
    SampleCards samples = new SampleCards();
    for (int number = 0; number < 64; number++) {
      cards.add(SampleCard.of(samples));
    }
  }

  public KeyResults run() throws IOException, InterruptedException {
    SealingBench bench = new SealingBench();
    CpuComparison sealed = bench.seal();
    CpuComparison opened = bench.open();
    bytes.add(bench.bytes());
    List<Gateway.Key> keys = gateway.create(KEYS, MOST);
    loop.run(gateway.releases(keys, 1, this::count), FIRST_WARM_UP);
    List<KeyResults.Release> releases = new ArrayList<>();
    for (int batch : BATCHES) {
      ClosedLoop.Round round = measure(gateway.releases(keys, batch, this::count));
      releases.add(
          new KeyResults.Release(
              batch, round.rate(), round.latencies().millis(50), round.latencies().millis(99)));
    }
    TransitPerField transit = TransitPerField.login(site);
    Load decrypting = transit.decrypting();
    List<KeyResults.Rates> rates =
        List.of(
            beside(
                "seal, 500 keys at a time",
                gateway.creations(MOST, this::sealAll),
                MOST,
                transit.encrypting()),
            beside("open, 500 keys at a time", openings(keys, MOST), MOST, decrypting),
            beside("open, 50 keys at a time", openings(keys, PAGE), PAGE, decrypting));
    if (bytes.sum() == 0) {
      throw new IllegalStateException("Nothing was sealed or opened.");
    }
    return new KeyResults(sealed, opened, rates, releases);
  }

  /** In turns, so that what else the machine does meets both. */
  private KeyResults.Rates beside(String what, Load ours, int batch, Load naive)
      throws InterruptedException {
    loop.run(ours, WARM_UP);
    loop.run(naive, WARM_UP);
    backlog.drain();
    Comparison both =
        Comparison.run(loop, ours, naive, ROUNDS, length, backlog::drain, TreeMap::new);
    return new KeyResults.Rates(
        what, both.ours().rate() * batch, both.plain().rate() / SampleCard.FIELDS);
  }

  private ClosedLoop.Round measure(Load load) throws InterruptedException {
    loop.run(load, WARM_UP);
    backlog.drain();
    ClosedLoop.Round round = loop.run(load, length);
    backlog.drain();
    return round;
  }

  private void count(List<Gateway.Key> released) {
    bytes.add(released.size());
  }

  private void sealAll(List<Gateway.Key> fresh) {
    for (Gateway.Key key : fresh) {
      bytes.add(sealing.seal(anyCard(), key.subject(), key.keyId(), key.bytes()).size());
    }
  }

  /** So many cards at a time, all of the same values: what matters is their number and size. */
  private Load openings(List<Gateway.Key> keys, int batch) {
    SampleCard card = cards.getFirst();
    Map<UUID, List<byte[]>> sealed = new HashMap<>();
    keys.forEach(
        key ->
            sealed.put(
                key.keyId(), sealing.seal(card, key.subject(), key.keyId(), key.bytes().clone())));
    return gateway.releases(
        keys,
        batch,
        released -> {
          for (Gateway.Key key : released) {
            List<byte[]> values = sealed.get(key.keyId());
            if (values != null) {
              bytes.add(sealing.open(card, key.subject(), key.bytes(), values));
            }
          }
        });
  }

  private SampleCard anyCard() {
    return cards.get(ThreadLocalRandom.current().nextInt(cards.size()));
  }
}
