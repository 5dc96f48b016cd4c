package jp.meishigura.consent.domain.purpose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jp.meishigura.consent.domain.purpose.PurposeDraft.Checked;
import jp.meishigura.consent.domain.purpose.PurposeDraft.Fault;
import jp.meishigura.consent.domain.purpose.PurposeDraft.NoticeDraft;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PurposeDraftTest {

  private static final Map<String, String> NAMES = Map.of("ja", "ご連絡", "en", "Follow-up");
  private static final NoticeDraft JA = new NoticeDraft("ja", "青空商事株式会社", "ご案内のため");
  private static final NoticeDraft EN = new NoticeDraft("en", "Aozora Trading", "To tell you");

  private static List<String> faults(
      String code, Map<String, String> names, List<String> fields, int days, NoticeDraft... all) {
    return switch (new PurposeDraft(code, names, fields, days, List.of(all)).check()) {
      case Checked.Good _ -> List.of();
      case Checked.Faulty(List<Fault> faults) -> faults.stream().map(Fault::at).toList();
    };
  }

  @Example
  void a_good_draft_becomes_a_purpose() {
    assertThat(faults("a", NAMES, List.of("name", "phone"), 1, JA, EN)).isEmpty();
    assertThat(faults("sales-2026", NAMES, List.of("note"), 3650, EN, JA)).isEmpty();
  }

  @Example
  void both_languages_are_needed_each_once() {
    assertThat(faults("a", NAMES, List.of("name"), 1, JA)).containsExactly("notices");
    assertThat(faults("a", NAMES, List.of("name"), 1, EN)).containsExactly("notices");
    assertThat(faults("a", NAMES, List.of("name"), 1, JA, EN, EN))
        .containsExactly("notices[2].language");
    assertThat(faults("a", NAMES, List.of("name"), 1, JA, EN, new NoticeDraft("de", "x", "y")))
        .containsExactly("notices[2].language");
    assertThat(faults("a", Map.of("ja", "ご連絡"), List.of("name"), 1, JA, EN))
        .containsExactly("name.en");
    assertThat(faults("a", Map.of("ja", " ", "en", "x"), List.of("name"), 1, JA, EN))
        .containsExactly("name.ja");
  }

  @Example
  void the_raw_record_and_unknown_fields_cannot_be_asked_for() {
    assertThat(faults("a", NAMES, List.of("name", "original"), 1, JA, EN))
        .containsExactly("fields[1]");
    assertThat(faults("a", NAMES, List.of("Name"), 1, JA, EN)).contains("fields[0]");
    assertThat(faults("a", NAMES, List.of(), 1, JA, EN)).containsExactly("fields");
  }

  @Example
  void days_have_bounds() {
    assertThat(faults("a", NAMES, List.of("name"), 0, JA, EN)).containsExactly("validForDays");
    assertThat(faults("a", NAMES, List.of("name"), 3651, JA, EN)).containsExactly("validForDays");
  }

  @Example
  void a_line_break_in_the_controller_could_forge_a_mail_header() {
    NoticeDraft forged = new NoticeDraft("ja", "青空\r\nBcc: all@example.com", "ご案内");
    assertThat(faults("a", NAMES, List.of("name"), 1, forged, EN))
        .containsExactly("notices[0].controller");
    NoticeDraft bell = new NoticeDraft("ja", "青空", "\u0007");
    assertThat(faults("a", NAMES, List.of("name"), 1, bell, EN)).containsExactly("notices[0].text");
    assertThat(faults("a", NAMES, List.of("name"), 1, new NoticeDraft("ja", "青空", "一行\n二行"), EN))
        .isEmpty();
  }

  @Property
  void codes_are_words_joined_by_hyphens_and_nothing_else(@ForAll String code) {
    boolean good = code.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") && code.length() <= 60;
    assertThat(faults(code, NAMES, List.of("name"), 1, JA, EN).isEmpty()).isEqualTo(good);
  }
}
