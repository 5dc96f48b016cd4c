package jp.meishigura.verifier.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.testlog.MemorySource;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.TestLog;
import jp.meishigura.verifier.tile.FolderSource;
import jp.meishigura.verifier.tile.LogSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be done to a log, and what it is then called. */
class LogVerifierTest {
  private static final NoteSigner SIGNER = new NoteSigner("log.example/audit");
  private static final TestLog LARGE = TestLog.of(SIGNER, 66_100);

  @TempDir static Path folders;
  private static MemorySource large;
  private static MemorySource small;

  @TempDir Path folder;

  @BeforeAll
  static void publish() {
    large = new MemorySource(LARGE.publish(folders.resolve("large")));
    small = new MemorySource(TestLog.of(SIGNER, 300).publish(folders.resolve("small")));
  }

  private static LogReport verify(LogSource source, String kept, Extent extent) throws Refused {
    NoteKey key = NoteKey.parse(SIGNER.vkey(), KeyKind.LOG);
    return new LogVerifier(new CheckpointVerifier(List.of(key), Witnesses.NONE))
        .verify(source, Optional.ofNullable(kept).map(text -> text.getBytes(UTF_8)), extent);
  }

  private static LogReport verify(LogSource source) throws Refused {
    return verify(source, null, Extent.SERVED);
  }

  private static Refused refused(LogSource source, String kept) {
    return catchThrowableOfType(
        Refused.class, () -> verify(source, kept, Extent.SERVED));
  }

  private static Failure failure(LogSource source) {
    return refused(source, null).failure();
  }

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
    altered = altered.with("checkpoint", forged.files().get("checkpoint"));
    assertThat(refused(altered, null)).isNull();
    assertThat(refused(altered, LARGE.checkpoint(5))).isNull();
    for (int kept : new int[] {6, 256, 300, 65_536, 66_100}) {
      assertThat(refused(altered, LARGE.checkpoint(kept)).failure())
          .isEqualTo(Failure.LOG_FORKED);
    }
  }

  @Test
  void a_log_that_only_grew_is_consistent_with_each_checkpoint_that_was_kept() throws Refused {
    TestLog log = TestLog.of(SIGNER, 600);
    MemorySource source = new MemorySource(log.publish(folder));
    for (int kept : new int[] {0, 1, 2, 255, 256, 257, 511, 512, 513, 599, 600}) {
      verify(source, log.checkpoint(kept), Extent.SERVED);
      LogReport report =
          verify(source, log.checkpoint(kept), new Extent(Long.MAX_VALUE, true));
      assertThat(report.from()).isEqualTo(kept / 256 * 256);
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
  void pruned_entries_are_counted_and_their_hashes_checked() throws Refused {
    MemorySource pruned = large;
    for (int index = 0; index < 200; index++) {
      pruned = pruned.without(TestLog.path("entries", index, 256));
    }
    LogReport report = verify(pruned);
    assertThat(report.from()).isZero();
    assertThat(report.unread()).isEqualTo(200 * 256);
    assertThat(report.read()).isEqualTo(66_100 - 200 * 256);
    verify(pruned, LARGE.checkpoint(300), Extent.SERVED);
    assertThat(failure(pruned.flipped("tile/0/007", 0))).isEqualTo(Failure.TILE_ALTERED);
    assertThat(failure(pruned.flipped("tile/entries/200", 9))).isEqualTo(Failure.ENTRY_ALTERED);
    verify(pruned, null, new Extent(200 * 256, false));
    MemorySource source = pruned;
    assertThat(
            catchThrowableOfType(
                    Refused.class, () -> verify(source, null, new Extent(200 * 256 - 1, false)))
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
      assertThat(report.read()).isEqualTo(66_100 - 257 * 256);
      verify(source, LARGE.checkpoint(257 * 256), Extent.SERVED);
      verify(source, LARGE.checkpoint(66_000), Extent.SERVED);
      assertThat(refused(source, LARGE.checkpoint(300)).failure()).isEqualTo(Failure.PRUNED);
      assertThat(failure(source.flipped("tile/1/001.p/2", 0))).isIn(Failure.TILE_ALTERED, Failure.ROOT_WRONG);
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
  void garbage_is_no_checkpoint_and_nothing_is_none() {
    assertThat(failure(small.with("checkpoint", new byte[100]))).isEqualTo(Failure.MALFORMED);
    assertThat(failure(small.without("checkpoint"))).isEqualTo(Failure.NOT_FOUND);
    assertThat(failure(new FolderSource(folder.resolve("none")))).isEqualTo(Failure.NOT_FOUND);
  }
}
