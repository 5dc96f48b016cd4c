package jp.meishigura.contacts.domain.exchange;

import ezvcard.VCard;
import ezvcard.property.Address;
import ezvcard.property.Email;
import ezvcard.property.RawProperty;
import ezvcard.property.SortString;
import ezvcard.property.StructuredName;
import ezvcard.property.Telephone;
import ezvcard.property.TextProperty;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.DraftBuilder;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.NotACard;
import jp.meishigura.contacts.domain.card.PersonName;
import jp.meishigura.contacts.domain.text.EmailText;
import org.jspecify.annotations.Nullable;

/** A vCard's properties as a card's values. What has no place stays in the original. */
final class VCardMapping {
  private VCardMapping() {}

  static CardDraft draft(VCard card, String original) throws NotACard {
    DraftBuilder draft = new DraftBuilder().name(name(card)).reading(reading(card));
    card.getOrganizations().stream()
        .map(organization -> organization.getValues())
        .filter(parts -> !parts.isEmpty())
        .forEach(
            parts -> {
              draft.add(Field.COMPANY, parts.getFirst());
              draft.add(Field.DEPARTMENT, join(" ", parts.subList(1, parts.size()).stream()));
            });
    card.getTitles().forEach(title -> draft.add(Field.TITLE, title.getValue()));
    for (Telephone phone : card.getTelephoneNumbers()) {
      String text = phone.getUri() == null ? phone.getText() : phone.getUri().getNumber();
      draft.add(Field.PHONE, text, types(phone.getTypes().stream().map(type -> type.getValue())));
    }
    for (Email email : emails(card)) {
      draft.add(
          Field.EMAIL,
          email.getValue(),
          types(email.getTypes().stream().map(type -> type.getValue())));
    }
    for (Address address : card.getAddresses()) {
      Stream<String> types = address.getTypes().stream().map(type -> type.getValue());
      draft.add(Field.ADDRESS, AddressText.of(address), types(types));
    }
    card.getUrls().forEach(url -> draft.add(Field.URL, url.getValue()));
    card.getNotes().forEach(note -> draft.add(Field.NOTE, note.getValue()));
    return draft.add(Field.ORIGINAL, original).build();
  }

  private static PersonName name(VCard card) {
    @Nullable StructuredName parts = card.getStructuredName();
    @Nullable String full = text(card.getFormattedName());
    return parts == null
        ? PersonName.of(null, null, full)
        : PersonName.of(parts.getFamily(), parts.getGiven(), full);
  }

  /**
   * The addresses among the EMAIL properties; all of them when none is one, so that the card is
   * refused. Phones let people type anything there, and one slip of two need not cost the card.
   */
  private static List<Email> emails(VCard card) {
    List<Email> addresses =
        card.getEmails().stream()
            .filter(email -> email.getValue() != null)
            .filter(email -> EmailText.normal(email.getValue()).isPresent())
            .toList();
    return addresses.isEmpty() ? card.getEmails() : addresses;
  }

  /** The first of the four places where readings have been put since 1996. */
  private static PersonName reading(VCard card) {
    String family = extended(card, "X-PHONETIC-LAST-NAME");
    String given = extended(card, "X-PHONETIC-FIRST-NAME");
    if (family != null || given != null) {
      return PersonName.of(family, given, null);
    }
    String sound = extended(card, VCardText.READING);
    if (sound != null) {
      String[] parts = sound.split(";", -1);
      return parts.length == 1
          ? PersonName.of(null, null, parts[0])
          : PersonName.of(parts[0], parts[1], null);
    }
    @Nullable StructuredName parts = card.getStructuredName();
    // RFC 6350 §5.9 separates by commas within the quotes, which ez-vcard leaves together.
    List<String> sortAs =
        parts == null
            ? List.of()
            : parts.getSortAs().stream().flatMap(text -> Stream.of(text.split(",", -1))).toList();
    if (!sortAs.isEmpty()) {
      return PersonName.of(sortAs.get(0), sortAs.size() > 1 ? sortAs.get(1) : null, null);
    }
    @Nullable SortString sort = card.getSortString();
    return PersonName.of(null, null, text(sort));
  }

  private static @Nullable String extended(VCard card, String name) {
    @Nullable RawProperty property = card.getExtendedProperty(name);
    return text(property);
  }

  private static @Nullable String text(@Nullable TextProperty property) {
    return property == null || property.getValue() == null || property.getValue().isBlank()
        ? null
        : property.getValue();
  }

  private static List<String> types(Stream<String> types) {
    return types
        .filter(Objects::nonNull)
        .map(type -> type.toLowerCase(Locale.ROOT))
        // Says how it is sent, not what it is for.
        .filter(type -> !type.equals("internet") && !type.equals("pref"))
        .toList();
  }

  private static String join(String separator, Stream<@Nullable String> parts) {
    return parts
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining(separator));
  }
}
