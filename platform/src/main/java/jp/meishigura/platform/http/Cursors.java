package jp.meishigura.platform.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import jp.meishigura.platform.problem.Problem;

/** Where a page ended, opaque to clients. It holds ids and numbers, never a card's values. */
@ApplicationScoped
public class Cursors {

  private final ObjectMapper json;

  public Cursors(ObjectMapper json) {
    this.json = json;
  }

  public String write(Object position) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(json.writeValueAsBytes(position));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a cursor that {@link #write} made; anything else is the caller's mistake (400). */
  public <T> T read(String cursor, Class<T> type) {
    try {
      T position = json.readValue(Base64.getUrlDecoder().decode(cursor), type);
      if (position != null) {
        return position;
      }
    } catch (IOException | IllegalArgumentException e) {
      // told below, without the parser's words
    }
    throw Problem.of(400, "invalid-cursor", "This cursor is none of ours")
        .detail("Start again without cursor and follow the member next of each page.")
        .exception();
  }
}
