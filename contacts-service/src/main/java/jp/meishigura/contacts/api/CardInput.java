package jp.meishigura.contacts.api;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.DraftBuilder;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.NotACard;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A card as callers write it. Each list takes a single value as well.
 *
 * @param reading how the name is read, in kana (よみ)
 */
@Schema(
    description =
        "A card. Something to tell it by is needed: a name, a reading, a company, a phone number or an e-mail address.")
public record CardInput(
    @Nullable @Valid NameInput name,
    @Nullable @Valid NameInput reading,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<@NotNull @Valid ValueInput> company,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<@NotNull @Valid ValueInput> department,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<@NotNull @Valid ValueInput> title,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<@NotNull @Valid ValueInput> phone,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<@NotNull @Valid ValueInput> email,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<@NotNull @Valid ValueInput> address,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<@NotNull @Valid ValueInput> url,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<@NotNull @Valid ValueInput> note) {

  CardDraft draft() {
    DraftBuilder draft =
        new DraftBuilder().name(NameInput.person(name)).reading(NameInput.person(reading));
    add(draft, Field.COMPANY, company);
    add(draft, Field.DEPARTMENT, department);
    add(draft, Field.TITLE, title);
    add(draft, Field.PHONE, phone);
    add(draft, Field.EMAIL, email);
    add(draft, Field.ADDRESS, address);
    add(draft, Field.URL, url);
    add(draft, Field.NOTE, note);
    try {
      return draft.build();
    } catch (NotACard e) {
      throw Problem.of(422, "not-a-card", "This is not a card")
          .detail(e.fault().advice())
          .with("reason", e.fault().slug())
          .exception();
    }
  }

  private static void add(DraftBuilder draft, Field field, @Nullable List<ValueInput> values) {
    if (values != null) {
      for (ValueInput value : values) {
        draft.add(field, value.text(), value.types() == null ? List.of() : value.types());
      }
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
