package jp.meishigura.contacts.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import jp.meishigura.contacts.testing.ContactsTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Imports are streams: in as they come, out as they are stored, and never all in memory. */
@QuarkusTest
class LargeImportTest extends ContactsTest {

  private static final int ROWS = 20_000;
  private static final String HEADER = "会社名,氏名,メールアドレス,電話番号,メモ\n";

  @TestHTTPResource("/v1/imports")
  URI imports;

  /** Other tests look at all there is in the database. */
  @AfterEach
  void clearAway() throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      // The database lets nobody else take cards away without an erasure.
      sql.execute("set session_replication_role = replica");
      for (String table : List.of("blind_indexes", "cards", "outbox")) {
        sql.execute("delete from " + table + " where tenant_id = '" + house.tenant().id() + "'");
      }
    }
  }

  @Test
  void twenty_thousand_rows_come_in_within_bounded_memory() throws Exception {
    // 20,000 rows with notes of 4 kB each: 80 MB that must never be in memory at once.
    String note = "x".repeat(4_000);
    Iterator<byte[]> rows =
        IntStream.range(-1, ROWS)
            .mapToObj(i -> (i < 0 ? HEADER : row(i, note)).getBytes(UTF_8))
            .iterator();
    Memory memory = new Memory();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(imports)
              .header("Authorization", "Bearer " + house.token("integrator").sign())
              .header("Content-Type", "text/csv")
              .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Rows(rows, memory)))
              .build();
      List<String> lines = http.send(request, HttpResponse.BodyHandlers.ofLines()).body().toList();
      assertThat(lines).hasSize(ROWS + 1);
      assertThat(lines.getLast()).contains("\"created\":" + ROWS, "\"rejected\":0");
    }
    assertThat(house.count("cards", "true")).isEqualTo(ROWS);
    assertThat(house.count("blind_indexes", "true")).isEqualTo(2L * ROWS);
    assertThat(house.count("outbox", "data::text like '%card.create%'")).isEqualTo(ROWS);
    // After the first rows everything is loaded and warm; 16,000 more leave no trace.
    assertThat(memory.growth()).as("bytes").isLessThan(20_000_000L);
  }

  @Test
  void a_row_is_told_as_soon_as_it_is_stored_while_others_are_still_to_come() throws IOException {
    // More than a CSV file's first 128 kB, which are looked at as a whole to know its encoding.
    int rows = 4_000;
    try (Socket socket = new Socket(imports.getHost(), imports.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /v1/imports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                  + "Content-Type: text/csv\r\nConnection: close\r\nAuthorization: Bearer "
                  + house.token("integrator").sign()
                  + "\r\n\r\n")
              .getBytes(UTF_8));
      chunk(out, HEADER);
      for (int i = 0; i < rows; i++) {
        chunk(out, row(i, ""));
      }
      out.flush();
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      String line = in.readLine();
      while (!line.contains("\"status\":\"created\"")) {
        line = in.readLine();
      }
      // The rest waits for the end of the request.
      assertThat(house.count("cards", "true")).isBetween(100L, rows - 1L);
      out.write("0\r\n\r\n".getBytes(UTF_8));
      out.flush();
      while (line != null && !line.contains("\"import\"")) {
        line = in.readLine();
      }
      assertThat(line).contains("\"created\":" + rows);
    }
  }

  @Test
  void a_client_that_reads_nothing_before_it_has_sent_everything_does_not_stand_still()
      throws IOException {
    int rows = 6_000;
    try (Socket socket = new Socket(imports.getHost(), imports.getPort())) {
      socket.setReceiveBufferSize(4096);
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      StringBuilder body = new StringBuilder(HEADER);
      for (int i = 0; i < rows; i++) {
        body.append(row(i, ""));
      }
      byte[] bytes = body.toString().getBytes(UTF_8);
      out.write(
          ("POST /v1/imports HTTP/1.1\r\nHost: x\r\nContent-Length: "
                  + bytes.length
                  + "\r\nContent-Type: text/csv\r\nConnection: close\r\nAuthorization: Bearer "
                  + house.token("integrator").sign()
                  + "\r\n\r\n")
              .getBytes(UTF_8));
      out.write(bytes);
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).contains("\"created\":" + rows);
    }
  }

  private static void chunk(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    out.write(bytes);
    out.write("\r\n".getBytes(UTF_8));
  }

  private static String row(int i, String note) {
    return "青空商事 %d,佐藤 太郎%d,person%d@aozora.example,03-01%02d-%04d,%s%n"
        .formatted(i / 7, i, i, i / 10_000, i % 10_000, note)
        .replace(System.lineSeparator(), "\n");
  }

  /** How much survives a collection, at the first look and at the worst one. */
  private static final class Memory {
    private long first;
    private long most;

    void look() {
      System.gc();
      long used =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .mapToLong(pool -> pool.getCollectionUsage().getUsed())
              .sum();
      first = first == 0 ? used : first;
      most = Math.max(most, used);
    }

    long growth() {
      return most - first;
    }
  }

  /** Makes rows as they are asked for, and looks at the memory now and then. */
  private static final class Rows extends InputStream {
    private final Iterator<byte[]> rows;
    private final Memory memory;
    private byte[] current = {};
    private int position;
    private int count;

    Rows(Iterator<byte[]> rows, Memory memory) {
      this.rows = rows;
      this.memory = memory;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (position == current.length) {
        if (!rows.hasNext()) {
          return -1;
        }
        current = rows.next();
        position = 0;
        if (++count % 4_000 == 0) {
          memory.look();
        }
      }
      int size = Math.min(length, current.length - position);
      System.arraycopy(current, position, into, offset, size);
      position += size;
      return size;
    }
  }
}
