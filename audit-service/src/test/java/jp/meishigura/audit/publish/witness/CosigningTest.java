package jp.meishigura.audit.publish.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.meishigura.audit.TestSigner;
import jp.meishigura.audit.domain.tree.Checkpoint;
import jp.meishigura.audit.domain.tree.CheckpointSigner;
import jp.meishigura.audit.domain.tree.Commitment;
import jp.meishigura.audit.domain.tree.Growth;
import jp.meishigura.audit.domain.tree.LogTree;
import jp.meishigura.audit.domain.tree.TileName;
import jp.meishigura.audit.domain.tree.Tiles;
import jp.meishigura.audit.domain.witness.Cosigning;
import jp.meishigura.audit.domain.witness.Outcome;
import jp.meishigura.audit.domain.witness.WitnessKey;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.merkle.TreeHead;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A witness over HTTP, and all that it may answer. */
class CosigningTest {

  private static final String ORIGIN = "log.test.example/audit";
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final TestSigner signer = new TestSigner();
  private final Map<TileName, byte[]> kept = new HashMap<>();
  private final Tiles tiles = name -> Optional.ofNullable(kept.get(name));
  private final HttpClient http = HttpWitness.client();
  private final TestWitness witness = new TestWitness("witness.test.example/w1");
  private final TestWitness neighbour = new TestWitness("witness.test.example/w2");
  private final Cosigning cosigning =
      new Cosigning(
          new HttpWitness(http, witness.url(), TIMEOUT),
          WitnessKey.parse(witness.vkey()),
          Clock.systemUTC());
  private String vkey = "";

  @BeforeEach
  void begin() {
    List<byte[]> entries =
        IntStream.range(0, 700)
            .mapToObj(i -> ByteBuffer.allocate(Commitment.ENTRY_BYTES).putInt(i).array())
            .toList();
    Growth.of(tiles, 0, entries).forEach(tile -> kept.put(tile.name(), tile.bytes()));
    vkey = Checkpoint.vkey(ORIGIN, signer.sign(new byte[0]).publicKey());
    witness.watches(vkey);
    witness.redirectsTo(neighbour.url());
    neighbour.watches(vkey);
  }

  @AfterEach
  void end() {
    http.shutdownNow();
    witness.close();
    neighbour.close();
  }

  private String note(long size) {
    Checkpoint checkpoint = new Checkpoint(ORIGIN, size, new LogTree(tiles).root(size));
    CheckpointSigner.Signed signed = signer.sign(checkpoint.text().getBytes(UTF_8));
    return checkpoint.note(signed);
  }

  private Outcome ask(long known, long size) {
    return cosigning.ask(
        known, size, note(size), from -> new LogTree(tiles).consistency(from, size));
  }

  private void assertCosigned(Outcome outcome, long size) throws Refused {
    assertThat(outcome).isInstanceOf(Outcome.Cosigned.class);
    String line = ((Outcome.Cosigned) outcome).cosignature().line();
    new CheckpointVerifier(
            List.of(NoteKey.parse(vkey, KeyKind.LOG)),
            new Witnesses(List.of(NoteKey.parse(witness.vkey(), KeyKind.WITNESS)), 1))
        .verify((note(size) + line).getBytes(UTF_8));
  }

  @Test
  void a_witness_is_led_from_size_to_size_and_cosigns_each() throws Exception {
    long known = 0;
    for (long size : new long[] {1, 2, 255, 256, 257, 300, 300, 699, 700}) {
      assertCosigned(ask(known, size), size);
      known = size;
    }
    assertThat(witness.requests()).as("one question each").isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "200,0", "200,699", "512,300", "699,9000", "700,0"})
  void a_size_that_is_not_what_the_witness_knows_is_mended_with_one_more_question(
      long remembered, long thought) throws Exception {
    witness.remembers(
        remembered == 0
            ? null
            : new TreeHead(remembered, Hash.of(new LogTree(tiles).root(remembered))));
    assertCosigned(ask(thought, 700), 700);
    assertThat(witness.requests()).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void nothing_else_is_a_cosignature_and_no_question_is_asked_a_third_time(Mischief what) {
    witness.does(what);
    Outcome outcome = ask(0, 700);
    assertThat(outcome.getClass())
        .isEqualTo(
            switch (what) {
              case NONE -> Outcome.Cosigned.class;
              case ANOTHER_ROOT,
                  ANOTHER_KEY,
                  A_STRANGERS,
                  YESTERDAYS,
                  TOMORROWS,
                  WITHOUT_TIME,
                  A_GOOD_LINE_AND_GARBAGE,
                  A_GOOD_LINE_AND_A_WRONG_ONE,
                  GARBAGE,
                  NOTHING_IN_IT ->
                  Outcome.Invalid.class;
              case NO_TEXT,
                  A_HUNDRED_MEGABYTES,
                  ENDLESS,
                  STUCK_AFTER_THE_HEADERS,
                  SILENT,
                  HANGS_UP,
                  CONFLICTS_AT_LENGTH ->
                  Outcome.Unreachable.class;
              case REDIRECTS,
                  REDIRECTS_AND_KEEPS_THE_METHOD,
                  CONFLICTS_WITH_GARBAGE,
                  CONFLICTS_UNTYPED,
                  FORBIDS,
                  FAILS ->
                  Outcome.Refused.class;
              case CONFLICTS, CONFLICTS_FROM_THE_FUTURE -> Outcome.Conflict.class;
            });
    assertThat(witness.requests()).isLessThanOrEqualTo(2);
    assertThat(neighbour.requests()).as("nobody is sent elsewhere").isZero();
    if (what != Mischief.SILENT && what != Mischief.STUCK_AFTER_THE_HEADERS) {
      witness.does(Mischief.NONE);
      assertThat(ask(0, 700)).as("afterwards").isInstanceOf(Outcome.Cosigned.class);
    }
  }

  @Test
  void a_witness_that_remembers_another_log_does_not_cosign_this_one() throws Exception {
    witness.remembers(new TreeHead(300, Hash.of(new byte[32])));
    assertThat(ask(300, 700)).isEqualTo(new Outcome.Refused(422));
    witness.remembers(new TreeHead(9_000, Hash.of(new byte[32])));
    assertThat(ask(300, 700)).isEqualTo(new Outcome.Conflict(9_000));
  }

  @Test
  void a_witness_that_does_not_know_the_log_or_its_key_says_so() {
    witness.watches("other.test.example/audit+00000000+AA==");
    assertThat(ask(0, 700)).isEqualTo(new Outcome.Refused(404));
    witness.watches(Checkpoint.vkey(ORIGIN, new TestSigner().sign(new byte[0]).publicKey()));
    assertThat(ask(0, 700)).isEqualTo(new Outcome.Refused(403));
  }
}
