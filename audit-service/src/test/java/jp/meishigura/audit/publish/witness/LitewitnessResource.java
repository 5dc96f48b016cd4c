package jp.meishigura.audit.publish.witness;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.Map;
import jp.meishigura.platform.testing.FromStand;
import org.jspecify.annotations.Nullable;

/** A service whose witness is litewitness; for tests that {@link NeedsLitewitness}. */
public class LitewitnessResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable Litewitness witness;

  @Override
  public Map<String, String> start() {
    try {
      witness = new Litewitness();
    } catch (IOException e) {
      throw new IllegalStateException("litewitness did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return Map.of(
        "meishigura.witnesses.by.lite.key", witness.vkey(),
        "meishigura.witnesses.by.lite.url", witness.url().toString(),
        "meishigura.witnesses.quorum", "1",
        "meishigura.witnesses.interval", "100ms",
        "meishigura.witnesses.refresh", "2s",
        "meishigura.witnesses.longest-pause", "300ms");
  }

  @Override
  public void stop() {
    if (witness != null) {
      witness.close();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        witness, new TestInjector.AnnotatedAndMatchesType(FromStand.class, Litewitness.class));
  }
}
