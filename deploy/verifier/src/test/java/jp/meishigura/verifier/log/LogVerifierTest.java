package jp.meishigura.verifier.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.testlog.MemorySource;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.TestLog;
import jp.meishigura.verifier.tile.FolderSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be done to a log, and what it is then called. */
class LogVerifierTest extends LogsUnderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256, 257, 300, 511, 512, 65_535, 65_536, 65_537, 65_792})
  void a_good_log_is_good_whatever_its_size(int size) throws Refused {
    LogReport report = verify(new FolderSource(TestLog.of(SIGNER, size).publish(folder)));
    assertThat(report.read()).isEqualTo(size);
    assertThat(report.unread()).isZero();
    assertThat(report.plain()).isZero();
    assertThat(report.checkpoint().checkpoint().head().size()).isEqualTo(size);
  }

  @Test
  void entries_that_are_no_commitments_are_counted_and_any_length_is_read() throws Refused {
    TestLog log = new TestLog(SIGNER);
    log.add(new byte[0]);
    log.add(new byte[65_535]);
    log.add(new byte[33]);
    log.grow(5);
    assertThat(verify(new FolderSource(log.publish(folder))).plain()).isEqualTo(3);
  }

  @Test
  void no_bit_of_what_is_published_can_be_flipped() {
    small
        .files()
        .forEach(
            (path, bytes) -> {
              // A step without a common factor with lengths and widths: every place of an entry.
              for (int at = 0; at < bytes.length; at += bytes.length > 1000 ? 13 : 1) {
                Failure failure = failure(small.flipped(path, at));
                if (path.equals("checkpoint")) {
                  assertThat(failure)
                      .isIn(
                          Failure.MALFORMED,
                          Failure.WRONG_ORIGIN,
                          Failure.SIGNATURE_WRONG,
                          Failure.CHECKPOINT_UNSIGNED);
                } else {
                  assertThat(failure)
                      .as("%s byte %d", path, at)
                      .isEqualTo(
                          path.contains("entries") ? Failure.ENTRY_ALTERED : Failure.TILE_ALTERED);
                }
              }
            });
  }

  @Test
  void each_tile_of_a_log_with_three_levels_counts() {
    for (String path : large.files().keySet()) {
      if (path.equals("checkpoint")) {
        continue;
      }
      if (path.startsWith("tile/0/") || path.contains("entries")) {
        if (!path.matches(".*/(000|x000/000|255|256|257|258.p/52)")) {
          continue;
        }
      }
      int last = large.files().get(path).length - 1;
      assertThat(failure(large.flipped(path, last)))
          .as(path)
          .isEqualTo(path.contains("entries") ? Failure.ENTRY_ALTERED : Failure.TILE_ALTERED);
    }
  }

  @Test
  void the_message_says_which_entry() {
    assertThat(refused(small.flipped("tile/entries/000", 35 * 7 + 2), null))
        .hasMessage("entry 7: altered beneath tile/0/000");
    assertThat(refused(small.flipped("tile/0/000", 32 * 7), null))
        .hasMessage("tile/0/000 does not hold the hash of entry 7");
    assertThat(refused(small.flipped("tile/1/000.p/1", 0), null))
        .hasMessage("tile/1/000.p/1 does not hold the hash of entries 0 to 255");
  }

  /** Entry 5 is another, and so is everything above it up to some level. */
  @Test
  void an_entry_that_was_altered_together_with_tiles_above_is_found() {
    TestLog rewritten = new TestLog(SIGNER);
    for (int i = 0; i < LARGE.size(); i++) {
      rewritten.add(i == 5 ? LARGE.entry(6) : LARGE.entry(i));
    }
    MemorySource forged = new MemorySource(rewritten.publish(folder));
    MemorySource altered = large;
    for (String path : List.of("tile/entries/000", "tile/0/000", "tile/1/000")) {
      altered = altered.with(path, forged.files().get(path));
      assertThat(failure(altered)).as("up to %s", path).isEqualTo(Failure.ENTRY_ALTERED);
    }
    altered = altered.with("tile/2/000.p/1", forged.files().get("tile/2/000.p/1"));
    assertThat(failure(altered)).isEqualTo(Failure.ROOT_WRONG);
    assertThat(refused(altered, LARGE.checkpoint(300)).failure()).isEqualTo(Failure.ROOT_WRONG);
    altered = altered.with("checkpoint", forged.files().get("checkpoint"));
    assertThat(refused(altered, null)).isNull();
    assertThat(refused(altered, LARGE.checkpoint(5))).isNull();
    for (int kept : new int[] {6, 256, 300, 65_536, 66_100}) {
      assertThat(refused(altered, LARGE.checkpoint(kept)).failure()).isEqualTo(Failure.LOG_FORKED);
    }
  }

  @Test
  void a_log_that_only_grew_is_consistent_with_each_checkpoint_that_was_kept() throws Refused {
    TestLog log = TestLog.of(SIGNER, 600);
    MemorySource source = new MemorySource(log.publish(folder));
    for (int kept : new int[] {0, 1, 2, 255, 256, 257, 511, 512, 513, 599, 600}) {
      verify(source, log.checkpoint(kept), Extent.SERVED);
      LogReport report = verify(source, log.checkpoint(kept), new Extent(Long.MAX_VALUE, true));
      assertThat(report.from()).isEqualTo(kept - kept % 256);
      assertThat(report.read()).isEqualTo(600 - report.from());
    }
    for (int kept : new int[] {65_535, 65_536, 65_537, 66_000}) {
      verify(large, LARGE.checkpoint(kept), new Extent(Long.MAX_VALUE, true));
    }
  }

  @Test
  void reading_only_what_is_new_still_finds_a_fork() {
    TestLog fork = new TestLog(SIGNER);
    fork.add(new byte[] {1});
    fork.grow(600);
    for (int kept : new int[] {1, 256, 257, 512, 600}) {
      assertThat(
              catchThrowableOfType(
                      Refused.class,
                      () ->
                          verify(
                              new MemorySource(fork.publish(folder)),
                              LARGE.checkpoint(kept),
                              new Extent(Long.MAX_VALUE, true)))
                  .failure())
          .isEqualTo(Failure.LOG_FORKED);
    }
  }

  @Test
  void a_tile_that_somebody_altered_is_not_called_a_fork() {
    String kept = LARGE.checkpoint(66_000);
    for (String path : List.of("tile/1/001.p/2", "tile/2/000.p/1")) {
      assertThat(
              catchThrowableOfType(
                      Refused.class,
                      () -> verify(large.flipped(path, 0), kept, new Extent(Long.MAX_VALUE, true)))
                  .failure())
          .isEqualTo(Failure.ROOT_WRONG);
    }
  }

  @Test
  void a_log_that_became_shorter_is_truncated() {
    String kept = LARGE.checkpoint(301);
    assertThat(refused(small, kept).failure()).isEqualTo(Failure.LOG_TRUNCATED);
    for (String path : small.files().keySet()) {
      // The full ones could have been pruned by themselves; see below.
      if (path.contains(".p/")) {
        assertThat(failure(small.without(path))).as(path).isEqualTo(Failure.LOG_TRUNCATED);
      }
    }
    assertThat(failure(large.without("tile/entries/128"))).isEqualTo(Failure.LOG_TRUNCATED);
    assertThat(failure(large.without("tile/0/128"))).isEqualTo(Failure.LOG_TRUNCATED);
  }

  @Test
  void what_was_kept_must_be_signed_and_of_this_log() {
    assertThat(refused(small, TestLog.of(new NoteSigner("log.example/audit"), 7).checkpoint()))
        .extracting(Refused::failure)
        .isEqualTo(Failure.CHECKPOINT_UNSIGNED);
    assertThat(refused(small, "garbage").failure()).isEqualTo(Failure.MALFORMED);
  }

  @Test
  void a_tile_of_another_width_is_altered() {
    for (String path : small.files().keySet()) {
      if (path.equals("checkpoint")) {
        continue;
      }
      byte[] bytes = small.files().get(path);
      int unit = path.contains("entries") ? 35 : 32;
      Failure expected = unit == 35 ? Failure.ENTRY_ALTERED : Failure.TILE_ALTERED;
      for (int length :
          IntStream.of(0, unit, bytes.length - unit, bytes.length - 1, bytes.length + unit)
              .toArray()) {
        if (length != bytes.length) {
          assertThat(failure(small.with(path, Arrays.copyOf(bytes, length))))
              .as("%s with %d bytes", path, length)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void a_size_that_no_log_has_is_found_out_at_once() {
    for (long size : new long[] {301, 1L << 40, 1L << 56, Long.MAX_VALUE}) {
      String text = "log.example/audit\n" + size + "\n" + TestLog.base64(LARGE.root(300)) + "\n";
      assertThat(failure(small.with("checkpoint", SIGNER.sign(text).getBytes(UTF_8))))
          .isEqualTo(Failure.LOG_TRUNCATED);
    }
  }

  @Test
  void garbage_is_no_checkpoint_and_nothing_is_none() {
    assertThat(failure(small.with("checkpoint", new byte[100]))).isEqualTo(Failure.MALFORMED);
    assertThat(failure(small.without("checkpoint"))).isEqualTo(Failure.NOT_FOUND);
    assertThat(failure(new FolderSource(folder.resolve("none")))).isEqualTo(Failure.NOT_FOUND);
  }
}
