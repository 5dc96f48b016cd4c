package jp.meishigura.contacts.domain.exchange;

import ezvcard.property.Address;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A vCard's address in the order in which its country writes addresses. */
final class AddressText {
  private AddressText() {}

  static String of(Address address) {
    String postal = address.getPostalCode();
    String japanese =
        join(
            postal == null || postal.isBlank() ? null : "〒" + postal.replace("〒", "").strip(),
            address.getRegion(),
            address.getLocality(),
            address.getStreetAddress(),
            address.getExtendedAddress(),
            address.getPoBox());
    boolean inJapan =
        japanese
            .codePoints()
            .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    return inJapan
        ? japanese
        : join(
            address.getPoBox(),
            address.getExtendedAddress(),
            address.getStreetAddress(),
            address.getLocality(),
            address.getRegion(),
            postal,
            address.getCountry());
  }

  private static String join(@Nullable String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isBlank())
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }
}
