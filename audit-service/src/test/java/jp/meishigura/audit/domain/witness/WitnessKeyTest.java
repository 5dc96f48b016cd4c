package jp.meishigura.audit.domain.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cosignatures of litewitness (torchwood v0.9.0), which nobody here wrote. */
class WitnessKeyTest {

  private static final String VKEY =
      "witness.example/lite+545a62bf+BIJCgKd43YQAzSQ6jRvL4bxCWiV0jhJWjFnmEvuXoPD3";

  private static final String TEXT =
      "log.example/audit\n1\n2cLWa1IsJSJyj1Of+fZ7hdQN7/8JX8ilKMmU9PNbs94=\n";

  private static final String LINE =
      "\u2014 witness.example/lite VFpivwAAAABrCIezmiyHq0PLz6LDcfQMZttOEkGD5CIXSULGtazoqwpPMYEfTtMDvL3Yh5sOPCxm8rT8IObrK8LaxkVBc2vMOhTECA==\n";

  private final WitnessKey key = WitnessKey.parse(VKEY);

  @Test
  void a_cosignature_of_another_program_is_read() {
    assertThat(key.cosignature(TEXT, LINE))
        .contains(new Cosignature(VKEY, Instant.ofEpochSecond(1_795_721_139L), LINE));
    assertThat(key.cosignature(TEXT.replace("\n1\n", "\n2\n"), LINE)).isEmpty();
    assertThat(key.cosignature(TEXT, LINE.strip())).as("lines end").isEmpty();
    assertThat(key.cosignature(TEXT, LINE + "\n")).as("no empty line").isEmpty();
    assertThat(key.cosignature(TEXT, LINE.repeat(100))).as("too many").isEmpty();
  }

  @Test
  void each_character_of_it_counts() {
    for (int at = LINE.lastIndexOf(' ') + 1; at < LINE.indexOf("A==\n"); at++) {
      char other = LINE.charAt(at) == 'A' ? 'B' : 'A';
      String altered = LINE.substring(0, at) + other + LINE.substring(at + 1);
      assertThat(key.cosignature(TEXT, altered)).as("character " + at).isEmpty();
    }
  }

  @Test
  void another_spelling_of_the_same_bytes_is_written_as_everybody_reads_it() {
    assertThat(key.cosignature(TEXT, LINE.replace("A==", "B==")).map(Cosignature::line))
        .contains(LINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "+", "name", "name+00000000+", "a b+00000000+AAAA", "x+0000000g+AAAA"})
  void what_is_no_key_is_none(String vkey) {
    assertThatThrownBy(() -> WitnessKey.parse(vkey)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_key_of_another_id_name_or_type_is_none() {
    String[] parts = VKEY.split("\\+", 3);
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    typed[0] = 1;
    String typeOne = Base64.getEncoder().encodeToString(typed);
    for (String vkey :
        new String[] {
          parts[0] + "+00000000+" + parts[2],
          parts[0] + "x+" + parts[1] + "+" + parts[2],
          parts[0] + "+" + parts[1] + "+" + typeOne,
          parts[0] + "+" + parts[1] + "+" + parts[2].substring(0, 40)
        }) {
      assertThatThrownBy(() -> WitnessKey.parse(vkey)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
