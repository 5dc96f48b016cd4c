package jp.meishigura.contacts.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An address. */
@Schema(name = "Recipient")
public record RecipientJson(String address) {
  @Override
  public String toString() {
    return "***";
  }
}
