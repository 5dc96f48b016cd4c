package jp.meishigura.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import jp.meishigura.verifier.checkpoint.Checkpoint;
import jp.meishigura.verifier.checkpoint.ConsistencyProof;
import jp.meishigura.verifier.evidence.TlogProof;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.note.SignedNote;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.TestLog;
import jp.meishigura.verifier.text.StrictBase64;
import jp.meishigura.verifier.tile.EntryBundle;
import jp.meishigura.verifier.tile.LogSource;
import jp.meishigura.verifier.tile.TilePath;
import jp.meishigura.verifier.tile.TileReader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A fuzzer for each parser. Whatever comes in, it is refused with a name, or it is read and,
 * written again, gives the same bytes: no two texts mean the same, and nothing is passed over.
 */
class ParsersTest {
  private static final NoteSigner SIGNER = new NoteSigner("log.example/audit");
  private static final TestLog LOG = TestLog.of(SIGNER, 9);

  private interface Parser {
    /** Reads the bytes and writes again what was understood. */
    byte[] readAndWrite(byte[] bytes) throws Refused;
  }

  private static void check(byte[] bytes, Failure refusal, Parser parser) {
    try {
      assertThat(parser.readAndWrite(bytes)).isEqualTo(bytes);
    } catch (Refused e) {
      assertThat(e.failure()).isEqualTo(refusal);
    }
  }

  @Property
  void keys(@ForAll("keys") byte[] bytes) {
    check(
        bytes,
        Failure.MALFORMED,
        input -> {
          String text = new String(input, StandardCharsets.ISO_8859_1);
          return NoteKey.parse(text, KeyKind.LOG).toString().getBytes(StandardCharsets.ISO_8859_1);
        });
  }

  @Property
  void base64(@ForAll("base64") byte[] bytes) {
    check(
        bytes,
        Failure.MALFORMED,
        input -> {
          String text = new String(input, StandardCharsets.ISO_8859_1);
          return StrictBase64.encode(StrictBase64.decode(text, "it"))
              .getBytes(StandardCharsets.ISO_8859_1);
        });
  }

  @Property
  void notes_and_checkpoints(@ForAll("checkpoints") byte[] bytes) {
    check(
        bytes,
        Failure.MALFORMED,
        input -> {
          SignedNote note = SignedNote.parse(input);
          Checkpoint read = Checkpoint.of(note);
          String text =
              read.origin()
                  + '\n'
                  + read.head().size()
                  + '\n'
                  + read.rootText()
                  + '\n'
                  + read.extensions().stream().map(x -> x + '\n').collect(Collectors.joining());
          assertThat(text).isEqualTo(note.text());
          return note.toString().getBytes(UTF_8);
        });
  }

  @Property
  void evidence(@ForAll("evidence") byte[] bytes) {
    check(
        bytes,
        Failure.MALFORMED,
        input -> {
          TlogProof read = TlogProof.parse(input);
          String extra = read.extra().map(x -> "extra " + TestLog.base64(x) + '\n').orElse("");
          return join(
              "c2sp.org/tlog-proof@v1\n" + extra + "index " + read.index() + '\n',
              read.hashes(),
              read.checkpoint());
        });
  }

  @Property
  void consistency_proofs(@ForAll("growths") byte[] bytes) {
    check(
        bytes,
        Failure.MALFORMED,
        input -> {
          ConsistencyProof read = ConsistencyProof.parse(input);
          return join("old " + read.oldSize() + '\n', read.hashes(), read.checkpoint());
        });
  }

  @Property
  void bundles(@ForAll("bundles") byte[] bytes) {
    check(
        bytes,
        Failure.ENTRY_ALTERED,
        input -> {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          EntryBundle.parse(input, 9, 9, TilePath.entries(0, 9))
              .forEach(
                  (bundle, offset, length) -> {
                    all.write(length >> 8);
                    all.write(length);
                    all.write(bundle, offset, length);
                  });
          return all.toByteArray();
        });
  }

  @Property
  void tiles(@ForAll("tiles") byte[] bytes) {
    check(
        bytes,
        Failure.TILE_ALTERED,
        input -> {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          var row = new TileReader(always(input)).required(TilePath.hashes(0, 0, 3));
          for (int place = 0; place < row.width(); place++) {
            all.writeBytes(row.get(place).bytes());
          }
          return all.toByteArray();
        });
  }

  private static LogSource always(byte[] bytes) {
    return new LogSource() {
      @Override
      public Optional<byte[]> read(String path, int limit) {
        return Optional.of(bytes);
      }

      @Override
      public int parallelReads() {
        return 1;
      }
    };
  }

  private static byte[] join(String head, List<Hash> hashes, byte[] checkpoint) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(UTF_8));
    hashes.forEach(hash -> all.writeBytes((hash.toString() + '\n').getBytes(UTF_8)));
    all.write('\n');
    all.writeBytes(checkpoint);
    return all.toByteArray();
  }

  /** Anything at all, and what is nearly good. */
  private static Arbitrary<byte[]> near(byte[] good) {
    Arbitrary<byte[]> anything = Arbitraries.bytes().array(byte[].class).ofMaxSize(2 * good.length);
    Arbitrary<byte[]> nearly = Arbitraries.longs().map(seed -> mutated(good, new Random(seed)));
    return Arbitraries.frequencyOf(Tuple.of(1, anything), Tuple.of(9, nearly));
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int left = random.nextInt(4); left > 0; left--) {
      bytes = mutatedOnce(bytes, random);
    }
    return bytes;
  }

  /** A byte flipped, set, put in or taken out; a piece repeated or cut. */
  private static byte[] mutatedOnce(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int to = at + random.nextInt(Math.min(40, bytes.length - at) + 1);
    byte[] liked = "\n\r +=0—/A\t\u0000".getBytes(UTF_8);
    byte[] piece =
        switch (random.nextInt(4)) {
          case 0 -> new byte[] {(byte) random.nextInt(256)};
          case 1 -> new byte[] {liked[random.nextInt(liked.length)]};
          case 2 -> Arrays.copyOfRange(bytes, at, to);
          default -> new byte[0];
        };
    int resume =
        random.nextBoolean() ? Math.min(at + 1, bytes.length) : random.nextBoolean() ? at : to;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, at);
    all.writeBytes(piece);
    all.write(bytes, resume, bytes.length - resume);
    return all.size() == 0 ? new byte[] {'\n'} : all.toByteArray();
  }

  @Provide
  Arbitrary<byte[]> keys() {
    return near(SIGNER.vkey().getBytes(UTF_8));
  }

  @Provide
  Arbitrary<byte[]> base64() {
    return near("AAECAwQFBgcICQ==".getBytes(UTF_8));
  }

  @Provide
  Arbitrary<byte[]> checkpoints() {
    NoteSigner witness = new NoteSigner("witness.example");
    return near((LOG.checkpoint() + witness.cosign(LOG.text(9), 1)).getBytes(UTF_8));
  }

  @Provide
  Arbitrary<byte[]> evidence() {
    return near(LOG.proof(4).getBytes(UTF_8));
  }

  @Provide
  Arbitrary<byte[]> growths() {
    return near(LOG.growth(5, 9).getBytes(UTF_8));
  }

  @Provide
  Arbitrary<byte[]> bundles() {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (int i = 0; i < 9; i++) {
      bundle.write(0);
      bundle.write(i);
      bundle.writeBytes(new byte[i]);
    }
    return near(bundle.toByteArray());
  }

  @Provide
  Arbitrary<byte[]> tiles() {
    return near(new byte[96]);
  }
}
