package jp.meishigura.contacts.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A question in a body, because personal data have no place in URLs. */
@Schema(name = "Search", description = "What to look for: exactly one of phone, email and name.")
public record SearchInput(
    @Nullable String purpose,
    @Schema(description = "A whole phone number, however it is written") @Nullable @Size(max = 250)
        String phone,
    @Schema(description = "A whole e-mail address") @Nullable @Size(max = 320) String email,
    @Schema(description = "Part of a name, a reading or a company, in any script")
        @Nullable
        @Size(max = 200)
        String name,
    @Nullable @Min(1) @Max(CardListResource.MAX_LIMIT) Integer limit,
    @Nullable String cursor) {

  /** What is looked for. */
  record Wanted(Field field, String text) {
    boolean exact() {
      return field != Field.NAME;
    }

    @Override
    public String toString() {
      return field.slug();
    }
  }

  Wanted wanted() {
    List<Wanted> given = new ArrayList<>();
    add(given, Field.PHONE, phone);
    add(given, Field.EMAIL, email);
    add(given, Field.NAME, name);
    if (given.size() != 1) {
      throw Problem.of(400, "invalid-request", "Something in the request is not as it must be")
          .detail("Give exactly one of phone, email and name.")
          .exception();
    }
    return given.getFirst();
  }

  int limitOrDefault() {
    return limit == null ? Integer.parseInt(CardListResource.DEFAULT_LIMIT) : limit;
  }

  private static void add(List<Wanted> given, Field field, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      given.add(new Wanted(field, text));
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
