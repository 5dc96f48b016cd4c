package jp.meishigura.contacts.domain.imports;

import java.io.IOException;
import java.util.Optional;

/** The files of one request, one after the other. */
@FunctionalInterface
public interface Uploads {

  /**
   * The next file, whose predecessor has been read to its end; empty after the last.
   *
   * @throws IOException when the request broke off or is no proper multipart
   */
  Optional<UploadedFile> next() throws IOException;
}
