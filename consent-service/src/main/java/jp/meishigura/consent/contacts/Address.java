package jp.meishigura.consent.contacts;

import java.util.Optional;
import java.util.regex.Pattern;

/** An e-mail address, in memory for as long as one mail takes. Prints nothing. */
public final class Address {

  /**
   * One address and nothing that could become a second one or a header. RFC 5321 section 4.5.3.1
   * ends it at 254 characters; who can be reached there is for the mail server to say.
   */
  private static final Pattern USABLE =
      Pattern.compile(
          "[^\\s@<>,;:\"()\\[\\]\\\\\\p{Cntrl}]{1,64}@[^\\s@<>,;:\"()\\\\\\p{Cntrl}]{1,189}");

  private final String text;

  private Address(String text) {
    this.text = text;
  }

  /** Empty for what no mail can be sent to. */
  public static Optional<Address> of(String text) {
    return USABLE.matcher(text).matches() ? Optional.of(new Address(text)) : Optional.empty();
  }

  /** The address itself, for the mail's envelope. */
  public String expose() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
