package jp.meishigura.gateway.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.platform.seal.SecretBytes;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class AsideTest {

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static String answer(List<String> plaintexts) {
    StringBuilder results = new StringBuilder("{\"data\":{\"batch_results\":[");
    plaintexts.forEach(one -> results.append("{\"plaintext\":\"").append(one).append("\"},"));
    return results.append("{\"error\":\"no\"}]}}").toString();
  }

  @Property
  void secrets_arrive_whole_in_order_and_the_driver_sees_none(
      @ForAll @Size(max = 20) List<@Size(min = 1, max = 300) byte[]> secrets) {
    List<String> base64 = secrets.stream().map(Base64.getEncoder()::encodeToString).toList();
    byte[] wire = answer(base64).getBytes(UTF_8);
    try (Aside aside = new Aside()) {
      String seen = text(aside.emptied(wire));

      List<String> marks = new ArrayList<>();
      for (int at = 0; at < secrets.size(); at++) {
        marks.add("aside-" + at);
      }
      assertThat(seen).isEqualTo(answer(marks));
      assertThat(wire).containsOnly(0);
      assertThat(aside.received(marks).stream().map(SecretBytes::expose).toList())
          .containsExactlyElementsOf(secrets);
    }
  }

  @Property
  void what_is_sent_has_each_secret_where_its_mark_was(
      @ForAll @Size(max = 20) List<byte[]> secrets) {
    try (Aside aside = new Aside()) {
      List<String> marks =
          secrets.stream().map(one -> aside.send(SecretBytes.owning(one.clone()))).toList();
      assertThat(text(aside.filled(answer(marks).getBytes(UTF_8))))
          .isEqualTo(answer(secrets.stream().map(Base64.getEncoder()::encodeToString).toList()));
    }
  }

  @Example
  void what_was_not_fetched_is_zeroed_at_the_end() {
    Aside aside = new Aside();
    aside.emptied(answer(List.of("AQID")).getBytes(UTF_8));
    List<SecretBytes> received = aside.received(List.of("aside-0"));
    aside.close();
    assertThat(received.getFirst().expose()).as("the caller's").containsExactly(1, 2, 3);

    aside.emptied(answer(List.of("AQID")).getBytes(UTF_8));
    aside.close();
    assertThatThrownBy(() -> aside.received(List.of("aside-0")))
        .isInstanceOf(KeysUnavailable.class);
  }

  @Example
  void an_answer_of_another_form_is_refused_and_never_quoted() {
    try (Aside aside = new Aside()) {
      assertThat(text(aside.emptied(answer(List.of("geheim!")).getBytes(UTF_8))))
          .isEqualTo(answer(List.of("aside-broken")));
      assertThatThrownBy(() -> aside.received(List.of("aside-broken")))
          .isInstanceOf(KeysUnavailable.class)
          .hasMessageNotContaining("geheim");
      aside.emptied(answer(List.of("AQID", "BAUG")).getBytes(UTF_8));
      for (List<String> marks :
          List.of(
              List.of("aside-0"),
              List.of("aside-1", "aside-0"),
              List.of("aside-0", "aside-0"),
              List.of("AQID", "BAUG"),
              List.of("aside-0", "aside-1", "aside-2"))) {
        assertThatThrownBy(() -> aside.received(marks)).isInstanceOf(KeysUnavailable.class);
      }
      assertThat(aside.received(List.of("aside-0", "aside-1"))).hasSize(2);
    }
  }

  @Example
  void an_answer_that_breaks_off_keeps_what_is_left_of_a_secret_from_the_driver() {
    try (Aside aside = new Aside()) {
      assertThat(text(aside.emptied("{\"plaintext\":\"AQIDBA".getBytes(UTF_8))))
          .doesNotContain("AQIDBA");
    }
  }
}
