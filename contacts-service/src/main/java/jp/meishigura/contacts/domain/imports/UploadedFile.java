package jp.meishigura.contacts.domain.imports;

import java.io.InputStream;
import jp.meishigura.contacts.domain.card.Source;
import org.jspecify.annotations.Nullable;

/**
 * A file as it comes in.
 *
 * @param number which file of the request, from 1
 * @param kind absent when its type is none that we read
 * @param name the sender's name for it; personal data, for people name files after people
 */
public record UploadedFile(
    int number, Source.@Nullable Kind kind, @Nullable String name, InputStream content) {
  @Override
  public String toString() {
    return "file " + number;
  }
}
