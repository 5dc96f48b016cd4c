package jp.meishigura.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.Test;

/**
 * The vectors of NIST and of Project Wycheproof against the very cipher and key type that {@link
 * SealedFields} works with.
 */
class GcmVectorsTest {

  private static final Map<String, String> WYCHEPROOF =
      Map.of("key", "Key", "iv", "IV", "aad", "AAD", "msg", "PT", "ct", "CT", "tag", "Tag");

  /** The lines of one case by their names; a case that must not open has a line FAIL. */
  private record Case(Map<String, String> lines) {

    byte[] bytes(String name) {
      return HexFormat.of().parseHex(lines.get(name));
    }

    boolean mustFail() {
      return lines.containsKey("FAIL");
    }

    byte[] run(int mode, byte[] input) throws GeneralSecurityException {
      Cipher cipher = SealedFields.newCipher();
      cipher.init(
          mode,
          new CipherKey(SecretBytes.owning(bytes("Key")), "AES"),
          new GCMParameterSpec(128, bytes("IV")));
      cipher.updateAAD(bytes("AAD"));
      return cipher.doFinal(input);
    }

    byte[] sealed() {
      return HexFormat.of().parseHex(lines.get("CT") + lines.get("Tag"));
    }
  }

  private static List<Case> cases(String file) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/nist-cavp", file))) {
      if (line.startsWith("Count")) {
        cases.add(new Case(new HashMap<>()));
      } else if (!cases.isEmpty() && !line.isEmpty() && !line.startsWith("[")) {
        String[] parts = line.split(" =", 2);
        cases.getLast().lines().put(parts[0], parts.length == 2 ? parts[1].strip() : "");
      }
    }
    return cases;
  }

  @Test
  void everything_that_nist_encrypted_comes_out_the_same() throws Exception {
    List<Case> cases = cases("gcmEncryptExtIV256.rsp");
    assertThat(cases).hasSize(375);
    for (Case one : cases) {
      assertThat(one.run(Cipher.ENCRYPT_MODE, one.bytes("PT")))
          .as("%s", one)
          .isEqualTo(one.sealed());
    }
  }

  @Test
  void everything_that_nist_decrypted_opens_and_everything_else_does_not() throws Exception {
    List<Case> cases = cases("gcmDecrypt256.rsp");
    assertThat(cases).hasSize(375);
    assertThat(cases.stream().filter(Case::mustFail)).hasSize(191);
    for (Case one : cases) {
      if (one.mustFail()) {
        assertThatThrownBy(() -> one.run(Cipher.DECRYPT_MODE, one.sealed()))
            .as("%s", one)
            .isInstanceOf(AEADBadTagException.class);
      } else {
        assertThat(one.run(Cipher.DECRYPT_MODE, one.sealed()))
            .as("%s", one)
            .isEqualTo(one.bytes("PT"));
      }
    }
  }

  @Test
  void what_went_wrong_elsewhere_is_refused_and_the_rest_opens_and_comes_out_the_same()
      throws Exception {
    List<Case> cases = wycheproof();
    assertThat(cases).hasSize(66);
    assertThat(cases.stream().filter(Case::mustFail)).hasSize(27);
    for (Case one : cases) {
      if (one.mustFail()) {
        assertThatThrownBy(() -> one.run(Cipher.DECRYPT_MODE, one.sealed()))
            .as("%s", one)
            .isInstanceOf(AEADBadTagException.class);
      } else {
        assertThat(one.run(Cipher.DECRYPT_MODE, one.sealed())).isEqualTo(one.bytes("PT"));
        assertThat(one.run(Cipher.ENCRYPT_MODE, one.bytes("PT"))).isEqualTo(one.sealed());
      }
    }
  }

  /** Project Wycheproof's cases, under the names of NIST's lines. */
  private static List<Case> wycheproof() throws IOException {
    JsonNode all =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/wycheproof/aes_gcm_256_test.json").toFile());
    List<Case> cases = new ArrayList<>();
    for (JsonNode one : all) {
      Map<String, String> lines = new HashMap<>();
      WYCHEPROOF.forEach((theirs, ours) -> lines.put(ours, one.path(theirs).asText()));
      if (one.path("result").asText().equals("invalid")) {
        lines.put("FAIL", one.path("comment").asText());
      }
      cases.add(new Case(lines));
    }
    return cases;
  }
}
