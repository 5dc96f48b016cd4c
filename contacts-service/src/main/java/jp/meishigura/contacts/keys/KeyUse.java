package jp.meishigura.contacts.keys;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who needs a key, and what for: crypto-gateway puts it on record.
 *
 * @param actor pseudonymous: a token's subject, or this service for work of its own
 */
public record KeyUse(String actor, @Nullable String purpose, Reason reason) {

  /** The reasons that crypto-gateway knows. */
  public enum Reason {
    CREATE,
    READ,
    REVEAL,
    SEARCH_INDEX,
    RECIPIENT,
    UPDATE,
    RESEAL,
    REINDEX;

    String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
