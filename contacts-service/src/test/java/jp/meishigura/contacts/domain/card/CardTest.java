package jp.meishigura.contacts.domain.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CardTest {

  @Test
  void a_masked_name_shows_the_family_names_first_letter_and_no_length() {
    assertThat(Stream.of("林 健", "林田 健太郎").map(text -> Masks.name(PersonName.of(null, null, text))))
        .containsOnly("林○ ○○");
    assertThat(Masks.name(PersonName.of("佐藤", "太郎", null))).isEqualTo("佐○ ○○");
    assertThat(Masks.name(PersonName.of("𠮷田", "悠", null))).isEqualTo("𠮷○ ○○");
    assertThat(Masks.name(PersonName.of("葛\uDB40\uDD00城", "悠", null)))
        .isEqualTo("葛\uDB40\uDD00○ ○○");
    assertThat(Masks.name(PersonName.of("Williams", "Kate", "Kate Williams"))).isEqualTo("W○ ○○");
    assertThat(Masks.name(PersonName.NONE)).isEqualTo("○○ ○○");
  }

  @Test
  void masks_keep_what_tells_values_apart_and_no_more() {
    assertThat(Masks.text(Field.PHONE, "090-1234-5678")).isEqualTo("****78");
    assertThat(Masks.text(Field.PHONE, "110")).isEqualTo("****");
    assertThat(Masks.text(Field.EMAIL, "t.sato@example.jp")).isEqualTo("t***@example.jp");
    assertThat(Masks.text(Field.EMAIL, "t@example.jp")).isEqualTo("***@example.jp");
    assertThat(Masks.text(Field.EMAIL, "なし")).isEqualTo("○○");
    assertThat(Masks.text(Field.ADDRESS, "〒105-0000 東京都 港区 海岸0-1")).isEqualTo("東京都○○");
    assertThat(Masks.text(Field.ADDRESS, "神奈川県横浜市\n西区")).isEqualTo("神奈川県○○");
    assertThat(Masks.text(Field.ADDRESS, "123 Home St")).isEqualTo("○○");
    assertThat(Stream.of(Field.COMPANY, Field.URL, Field.NOTE, Field.ORIGINAL))
        .allSatisfy(field -> assertThat(Masks.text(field, "秘密")).isEqualTo("○○"));
  }

  @Test
  void nothing_of_a_card_tells_its_text() throws NotACard {
    CardDraft draft =
        new DraftBuilder()
            .name(PersonName.of("秘密", "太郎", null))
            .add(Field.PHONE, "090-9999-9999", List.of("cell"))
            .build();
    Source source = new Source(Source.Kind.CSV, "秘密の名簿.csv", 3L, "integrator", null, Instant.EPOCH);

    assertThat(draft.toString() + draft.values() + draft.name() + source)
        .doesNotContain("秘密", "太郎", "9999");
  }

  @Test
  void values_are_named_in_their_order() throws NotACard {
    CardDraft draft =
        new DraftBuilder()
            .name(PersonName.of(null, null, "佐藤　太郎"))
            .add(Field.PHONE, " 1 ", List.of("work", "cell", "work"))
            .add(Field.PHONE, "  ")
            .add(Field.PHONE, "2")
            .build();

    assertThat(draft.values().stream().map(value -> value.name().toString()))
        .containsExactly("name.family", "name.given", "name.full", "phone.1", "phone.2");
    assertThat(draft.values(Field.PHONE).map(Value::text)).containsExactly("1", "2");
    assertThat(draft.values(Field.PHONE).findFirst().orElseThrow().types())
        .containsExactly("cell", "work");
  }

  @Test
  void names_of_values_are_read_back_and_others_are_not() {
    assertThat(List.of("name.full", "reading.family", "phone.1", "original.1"))
        .allSatisfy(name -> assertThat(ValueName.parse(name).orElseThrow()).hasToString(name));
    assertThat(
            List.of(
                "",
                "phone",
                "phone.",
                "phone.0",
                "phone.01",
                "phone.x",
                "name.1",
                "note.full",
                "fax.1",
                "phone.1.2",
                "phone.99999"))
        .allSatisfy(name -> assertThat(ValueName.parse(name)).as(name).isEmpty());
  }

  @Test
  void what_does_not_make_a_card_is_refused_with_its_reason() {
    assertThat(fault(new DraftBuilder().add(Field.NOTE, "x"))).isEqualTo(CardFault.EMPTY_CARD);
    assertThat(fault(named().add(Field.EMAIL, "not an address"))).isEqualTo(CardFault.BAD_EMAIL);
    assertThat(fault(named().add(Field.TITLE, "x".repeat(1_001))))
        .isEqualTo(CardFault.VALUE_TOO_LONG);
    assertThat(fault(named().add(Field.TITLE, "a\0"))).isEqualTo(CardFault.CONTROL_CHARACTERS);
    DraftBuilder many = named();
    for (int i = 0; i < 51; i++) {
      many.add(Field.URL, "u" + i);
    }
    assertThat(fault(many)).isEqualTo(CardFault.TOO_MANY_VALUES);
  }

  private static DraftBuilder named() {
    return new DraftBuilder().name(PersonName.of("森", null, null));
  }

  private static CardFault fault(DraftBuilder draft) {
    NotACard[] thrown = new NotACard[1];
    assertThatThrownBy(draft::build)
        .isInstanceOfSatisfying(NotACard.class, problem -> thrown[0] = problem);
    return thrown[0].fault();
  }
}
