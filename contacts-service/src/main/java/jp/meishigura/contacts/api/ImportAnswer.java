package jp.meishigura.contacts.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import jp.meishigura.contacts.domain.imports.ImportLine;

/**
 * The lines of an import, written while it runs. The import goes on in another thread and never
 * waits for the reader of its answer: many clients read nothing before they have sent everything,
 * and the two would wait for each other. What waits here is a few dozen bytes per row.
 */
final class ImportAnswer implements StreamingOutput {

  /** Tells the end; never written. */
  private static final ImportLineJson END =
      new ImportLineJson(null, null, null, null, null, null, null, null, null, null);

  private final BlockingQueue<ImportLineJson> lines = new LinkedBlockingQueue<>();
  private final ObjectMapper json;
  private final Consumer<ImportAnswer> start;

  /**
   * @param start starts the import elsewhere, which tells its lines and then {@link #end()}
   */
  ImportAnswer(ObjectMapper json, Consumer<ImportAnswer> start) {
    this.json = json;
    this.start = start;
  }

  void tell(ImportLine line) {
    lines.add(ImportLineJson.of(line));
  }

  void tell(ImportLineJson line) {
    lines.add(line);
  }

  void end() {
    lines.add(END);
  }

  @Override
  public void write(OutputStream out) throws IOException {
    start.accept(this);
    try {
      List<ImportLineJson> ready = new ArrayList<>();
      while (true) {
        ready.clear();
        ready.add(lines.take());
        lines.drainTo(ready);
        StringBuilder text = new StringBuilder();
        for (ImportLineJson line : ready) {
          if (!line.equals(END)) {
            text.append(json.writeValueAsString(line)).append('\n');
          }
        }
        out.write(text.toString().getBytes(UTF_8));
        out.flush();
        if (ready.getLast().equals(END)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
