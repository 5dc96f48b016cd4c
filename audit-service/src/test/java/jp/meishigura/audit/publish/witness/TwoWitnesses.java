package jp.meishigura.audit.publish.witness;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import jp.meishigura.platform.testing.FromStand;
import org.jspecify.annotations.Nullable;

/** A service with two witnesses, one of which must have cosigned what is shown. */
public class TwoWitnesses implements QuarkusTestResourceLifecycleManager {

  private static final String BY = "meishigura.witnesses.by.";

  private @Nullable Pair pair;

  /**
   * @param honest always, unless it is told otherwise
   * @param other the one that is told
   */
  record Pair(TestWitness honest, TestWitness other) {}

  @Override
  public Map<String, String> start() {
    TestWitness honest = new TestWitness("witness.test.example/w1");
    TestWitness other = new TestWitness("witness.test.example/w2");
    other.redirectsTo(honest.url());
    pair = new Pair(honest, other);
    return Map.of(
        BY + "honest.key",
        honest.vkey(),
        BY + "honest.url",
        honest.url().toString(),
        BY + "honest.timeout",
        "5s",
        BY + "other.key",
        other.vkey(),
        BY + "other.url",
        other.url() + "/",
        BY + "other.timeout",
        "500ms",
        "meishigura.witnesses.quorum",
        "1",
        "meishigura.witnesses.interval",
        "100ms",
        "meishigura.witnesses.refresh",
        "2s",
        "meishigura.witnesses.longest-pause",
        "300ms");
  }

  @Override
  public void stop() {
    if (pair != null) {
      pair.honest().close();
      pair.other().close();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        pair, new TestInjector.AnnotatedAndMatchesType(FromStand.class, Pair.class));
  }
}
