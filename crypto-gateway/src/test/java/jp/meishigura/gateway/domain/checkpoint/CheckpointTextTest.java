package jp.meishigura.gateway.domain.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CheckpointTextTest {

  private static boolean matches(String text) {
    return CheckpointText.of(text.getBytes(UTF_8)).isPresent();
  }

  @Property
  void any_size_and_root_make_a_checkpoint(
      @ForAll @LongRange(min = 0) long size, @ForAll @Size(32) byte[] root) {
    String hash = Base64.getEncoder().encodeToString(root);
    assertThat(matches("log.example\n" + size + "\n" + hash + "\n")).isTrue();
    assertThat(matches("log.example\n" + size + "\n" + hash + "\nextension\n")).isTrue();
  }

  @Property
  void a_root_of_another_length_makes_none(@ForAll byte[] root) {
    if (root.length != 32) {
      String hash = Base64.getEncoder().encodeToString(root);
      assertThat(matches("log.example\n1\n" + hash + "\n")).isFalse();
    }
  }

  @Property
  void a_cut_one_is_none(@ForAll @IntRange(min = 0, max = 57) int length) {
    byte[] whole = ("log.example\n1\n" + "A".repeat(43) + "=\n").getBytes(UTF_8);
    assertThat(CheckpointText.of(whole).isPresent()).isTrue();
    assertThat(CheckpointText.of(Arrays.copyOf(whole, length)).isPresent()).isFalse();
  }

  @Test
  void a_root_is_written_in_one_way_only() {
    assertThat(matches("log.example\n1\n" + "A".repeat(42) + "B=\n")).isFalse();
    assertThat(matches("log.example\n1\n" + "A".repeat(43) + "\n")).isFalse();
    assertThat(matches("log.example\n1\n" + "A".repeat(43) + "=\r\n")).isFalse();
  }

  @Test
  void text_that_is_not_utf8_is_none() {
    byte[] text = ("log.example\n1\n" + "A".repeat(43) + "=\n").getBytes(UTF_8);
    text[0] = (byte) 0xff;
    assertThat(CheckpointText.of(text).isPresent()).isFalse();
  }
}
