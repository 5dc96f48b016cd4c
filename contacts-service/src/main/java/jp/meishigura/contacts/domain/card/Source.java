package jp.meishigura.contacts.domain.card;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a value came from. The law asks for it, and so does everyone who finds a wrong number.
 *
 * @param file the file's name; personal data, for people name files after people
 * @param line the first line of the record in its file, from 1
 * @param client the client id that brought it
 * @param person the subject of the person's token; absent when a client acted for itself
 */
public record Source(
    Kind kind,
    @Nullable String file,
    @Nullable Long line,
    String client,
    @Nullable String person,
    Instant at) {

  /** The form in which a value came. */
  public enum Kind {
    /** Written through the API as JSON. */
    API,
    VCARD,
    CSV;

    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return kind.slug() + " line " + line + " by " + client + " at " + at;
  }
}
