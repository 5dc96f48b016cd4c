package jp.meishigura.verifier.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.testlog.MemorySource;
import jp.meishigura.verifier.testlog.TestLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that no longer serve all that they once did, as tlog-tiles allows. */
class PrunedLogTest extends LogsUnderTest {
  @TempDir Path folder;

  @Test
  void pruned_entries_are_counted_and_their_hashes_checked() throws Refused {
    MemorySource pruned = large;
    for (int index = 0; index < 200; index++) {
      pruned = pruned.without(TestLog.path("entries", index, 256));
    }
    LogReport report = verify(pruned);
    assertThat(report.from()).isZero();
    assertThat(report.served()).isEqualTo(200 * 256);
    assertThat(report.unread()).isEqualTo(200 * 256);
    assertThat(report.read()).isEqualTo(66_100 - 200 * 256);
    verify(pruned, LARGE.checkpoint(300), Extent.SERVED);
    assertThat(failure(pruned.flipped("tile/0/007", 0))).isEqualTo(Failure.TILE_ALTERED);
    assertThat(failure(pruned.flipped("tile/entries/200", 9))).isEqualTo(Failure.ENTRY_ALTERED);
    verify(pruned, null, new Extent(200L * 256, false));
    MemorySource source = pruned;
    assertThat(
            catchThrowableOfType(
                    Refused.class, () -> verify(source, null, new Extent(200L * 256 - 1, false)))
                .failure())
        .isEqualTo(Failure.LOG_TRUNCATED);
  }

  @Test
  void hashes_that_were_pruned_too_are_stood_in_for_by_those_above() throws Refused {
    MemorySource pruned = large;
    for (int index = 0; index < 257; index++) {
      pruned = pruned.without(TestLog.path("entries", index, 256));
      pruned = pruned.without(TestLog.path("0", index, 256));
    }
    for (MemorySource source : List.of(pruned, pruned.without("tile/1/000"))) {
      LogReport report = verify(source);
      assertThat(report.from()).isEqualTo(257 * 256);
      assertThat(report.served()).isEqualTo(257 * 256);
      assertThat(report.read()).isEqualTo(66_100 - 257 * 256);
      verify(source, LARGE.checkpoint(257 * 256), Extent.SERVED);
      verify(source, LARGE.checkpoint(66_000), Extent.SERVED);
      assertThat(refused(source, LARGE.checkpoint(300)).failure()).isEqualTo(Failure.PRUNED);
      assertThat(failure(source.flipped("tile/1/001.p/2", 0)))
          .isIn(Failure.TILE_ALTERED, Failure.ROOT_WRONG);
      assertThat(failure(source.flipped("tile/2/000.p/1", 0)))
          .isIn(Failure.TILE_ALTERED, Failure.ROOT_WRONG);
    }
    assertThat(failure(pruned.flipped("tile/1/000", 0))).isEqualTo(Failure.TILE_ALTERED);
  }

  @Test
  void a_log_that_serves_no_entry_any_more_still_has_its_root() throws Refused {
    TestLog log = TestLog.of(SIGNER, 512);
    MemorySource source =
        new MemorySource(log.publish(folder))
            .without("tile/entries/000", "tile/entries/001", "tile/0/000", "tile/0/001");
    LogReport report = verify(source);
    assertThat(report.read()).isZero();
    assertThat(report.unread()).isEqualTo(512);
    assertThat(failure(source.flipped("tile/1/000.p/2", 0))).isEqualTo(Failure.ROOT_WRONG);
  }

  @Test
  void a_partial_tile_may_go_when_the_full_one_is_there() throws Refused {
    TestLog log = TestLog.of(SIGNER, 300);
    log.publish(folder);
    String checkpoint = log.checkpoint();
    MemorySource grown =
        new MemorySource(log.grow(70_000).publish(folder))
            .with("checkpoint", checkpoint.getBytes(UTF_8))
            .without("tile/entries/001.p/44", "tile/0/001.p/44", "tile/1/000.p/1");
    assertThat(verify(grown).read()).isEqualTo(300);
    assertThat(failure(grown.flipped("tile/entries/001", 3))).isEqualTo(Failure.ENTRY_ALTERED);
  }
}
