package jp.meishigura.contacts.api;

import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.imports.UploadedFile;
import jp.meishigura.contacts.domain.imports.Uploads;
import jp.meishigura.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The files in a request's body. */
final class RequestFiles {

  private static final Set<String> VCARD = Set.of("text/vcard", "text/x-vcard", "text/directory");

  private RequestFiles() {}

  static Uploads in(InputStream body, MediaType type, @Nullable String disposition) {
    if (!name(type).equals(MediaType.MULTIPART_FORM_DATA)) {
      String file = FileNames.of(disposition);
      UploadedFile only = new UploadedFile(1, kind(name(type), file), file, body);
      return new Once(only)::next;
    }
    String boundary = type.getParameters().get("boundary");
    if (boundary == null || boundary.isEmpty() || boundary.length() > 200) {
      throw Problem.of(400, "invalid-request", "Something in the request is not as it must be")
          .detail("Name the boundary of the multipart in Content-Type.")
          .exception();
    }
    return new Parts(new MultipartReader(body, boundary))::next;
  }

  /** By the type that was said or, where that says little, by the ending of the name. */
  private static Source.@Nullable Kind kind(String type, @Nullable String file) {
    String ending = file == null ? "" : file.toLowerCase(Locale.ROOT);
    if (VCARD.contains(type)) {
      return Source.Kind.VCARD;
    }
    if (type.equals("text/csv")) {
      return Source.Kind.CSV;
    }
    if (ending.endsWith(".vcf") || ending.endsWith(".vcard")) {
      return Source.Kind.VCARD;
    }
    return ending.endsWith(".csv") ? Source.Kind.CSV : null;
  }

  private static String name(MediaType type) {
    return (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
  }

  private static final class Once {
    private @Nullable UploadedFile file;

    Once(UploadedFile file) {
      this.file = file;
    }

    Optional<UploadedFile> next() {
      Optional<UploadedFile> next = Optional.ofNullable(file);
      file = null;
      return next;
    }
  }

  private static final class Parts {
    private final MultipartReader reader;
    private int number;

    Parts(MultipartReader reader) {
      this.reader = reader;
    }

    Optional<UploadedFile> next() throws IOException {
      Optional<MultipartReader.Part> part = reader.next();
      while (part.isPresent()) {
        String file = FileNames.of(part.get().headers().get("content-disposition"));
        String type = part.get().headers().getOrDefault("content-type", "text/plain");
        String plainType = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        // A form's other fields have neither a file name nor a type of ours.
        if (file != null || kind(plainType, null) != null) {
          number++;
          return Optional.of(
              new UploadedFile(number, kind(plainType, file), file, part.get().content()));
        }
        part = reader.next();
      }
      return Optional.empty();
    }
  }
}
