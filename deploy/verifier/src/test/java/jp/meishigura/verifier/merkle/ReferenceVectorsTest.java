package jp.meishigura.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jp.meishigura.verifier.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Proofs that others wrote, good and bad, where the reference folder lies beside the repository.
 */
class ReferenceVectorsTest {
  private static final Path FOLDER = Path.of("../../../shared/reference/merkle");

  /**
   * What RFC 9162 leaves open and the vectors decide, and we with them: see
   * docs/verifying-the-log.md.
   */
  private static final Set<String> POLICY =
      Set.of(
          "size1 is zero and does not equal size2",
          "size1 is zero and size2 is not zero",
          "sizes are equal (zero) and proof is empty",
          "sizes are equal (one) and proof is empty");

  @BeforeEach
  void folder() {
    assumeTrue(
        Files.isDirectory(FOLDER), "skipped: no folder " + FOLDER.toAbsolutePath().normalize());
  }

  @Test
  void every_inclusion_proof_comes_out_as_written() throws IOException {
    List<JsonNode> vectors = vectors("inclusion");
    assertThat(vectors).hasSize(98);
    for (JsonNode vector : vectors) {
      assertThat(accepted(() -> inclusion(vector))).as(vector.toString()).isEqualTo(isGood(vector));
    }
  }

  @Test
  void every_consistency_proof_comes_out_as_written() throws IOException {
    List<JsonNode> vectors = vectors("consistency");
    assertThat(vectors).hasSize(98);
    Set<String> policy = new TreeSet<>();
    for (JsonNode vector : vectors) {
      assertThat(accepted(() -> consistency(vector)))
          .as(vector.toString())
          .isEqualTo(isGood(vector));
      if (POLICY.contains(vector.path("desc").asText())) {
        policy.add(vector.path("desc").asText());
      }
    }
    assertThat(policy).isEqualTo(new TreeSet<>(POLICY));
  }

  private interface Check {
    void run() throws Refused, IOException;
  }

  private static boolean accepted(Check check) throws IOException {
    try {
      check.run();
      return true;
    } catch (Refused e) {
      return false;
    }
  }

  private static boolean isGood(JsonNode vector) {
    return !vector.path("wantErr").asBoolean();
  }

  private static void inclusion(JsonNode vector) throws Refused, IOException {
    // 2^64 - 1 occurs as an index: as a long it is -1, which no tree has either.
    long index = vector.path("leafIdx").bigIntegerValue().longValue();
    new InclusionVerifier()
        .verify(
            Hash.of(bytes(vector.path("leafHash"))),
            index,
            new TreeHead(vector.path("treeSize").asLong(), bytes(vector.path("root"))),
            proof(vector));
  }

  private static void consistency(JsonNode vector) throws Refused, IOException {
    new ConsistencyVerifier()
        .verify(
            new TreeHead(vector.path("size1").asLong(), bytes(vector.path("root1"))),
            new TreeHead(vector.path("size2").asLong(), bytes(vector.path("root2"))),
            proof(vector));
  }

  private static List<Hash> proof(JsonNode vector) throws Refused, IOException {
    List<Hash> proof = new ArrayList<>();
    for (JsonNode hash : vector.path("proof")) {
      proof.add(Hash.of(bytes(hash)));
    }
    return proof;
  }

  private static byte[] bytes(JsonNode base64) throws IOException {
    return base64.isNull() ? new byte[0] : base64.binaryValue();
  }

  private static List<JsonNode> vectors(String kind) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> vectors = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FOLDER.resolve(kind))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        vectors.add(json.readTree(file.toFile()));
      }
    }
    return vectors;
  }
}
