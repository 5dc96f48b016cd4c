package jp.meishigura.contacts.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import jp.meishigura.contacts.api.MultipartReader.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {

  private static final String TWO =
      "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.vcf\"\r\n"
          + "Content-Type: text/vcard\r\n\r\none\r\n--c\r\n-b\r\n\r\n--b  \r\n\r\ntwo\r\n--b--\r\nepilogue";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 4096})
  void parts_are_read_however_the_bytes_come_in(int chunk) throws IOException {
    MultipartReader reader = new MultipartReader(slow(TWO.getBytes(UTF_8), chunk), "b");
    Part first = reader.next().orElseThrow();
    assertThat(first.headers()).containsEntry("content-type", "text/vcard");
    assertThat(text(first)).isEqualTo("one\r\n--c\r\n-b\r\n");
    assertThat(text(reader.next().orElseThrow())).isEqualTo("two");
    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void a_part_that_nobody_reads_is_passed_over() throws IOException {
    MultipartReader reader =
        new MultipartReader(new ByteArrayInputStream(TWO.getBytes(UTF_8)), "b");
    assertThat(reader.next()).isPresent();
    assertThat(text(reader.next().orElseThrow())).isEqualTo("two");
  }

  @Test
  void whatever_bytes_are_in_a_part_come_out_again() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      byte[] content = new byte[random.nextInt(40_000)];
      random.nextBytes(content);
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes("--xyz\r\n\r\n".getBytes(UTF_8));
      body.writeBytes(content);
      body.writeBytes("\r\n--xyz--".getBytes(UTF_8));
      MultipartReader reader =
          new MultipartReader(slow(body.toByteArray(), 1 + random.nextInt(20_000)), "xyz");
      assertThat(reader.next().orElseThrow().content().readAllBytes()).isEqualTo(content);
      assertThat(reader.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--b",
        "nothing",
        "--b\r\n",
        "--b\r\nA: b",
        "--b\r\n\r\ncut",
        "--b\r\n\r\ncut\r\n-"
      })
  void a_body_that_breaks_off_is_an_error_and_never_a_short_file(String body) {
    MultipartReader reader =
        new MultipartReader(new ByteArrayInputStream(body.getBytes(UTF_8)), "b");
    assertThatThrownBy(() -> readAll(reader)).isInstanceOf(IOException.class);
  }

  @Test
  void headers_without_end_are_refused() {
    String body = "--b\r\nA: " + "x".repeat(100_000);
    MultipartReader reader =
        new MultipartReader(new ByteArrayInputStream(body.getBytes(UTF_8)), "b");
    assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
  }

  @Test
  void file_names_are_read_as_clients_write_them() {
    assertThat(FileNames.of("form-data; name=\"f\"; filename=\"a \\\"b\\\".vcf\""))
        .isEqualTo("a \"b\".vcf");
    assertThat(FileNames.of("attachment; filename=cards.csv")).isEqualTo("cards.csv");
    assertThat(FileNames.of("attachment; filename*=UTF-8''%E4%BD%90%E8%97%A4+1.vcf; filename=x"))
        .isEqualTo("佐藤+1.vcf");
    assertThat(FileNames.of("attachment; filename=\"佐藤.vcf\"")).isEqualTo("佐藤.vcf");
    String raw = new String("佐藤.vcf".getBytes(UTF_8), ISO_8859_1);
    assertThat(FileNames.of("attachment; filename=\"" + raw + "\"")).isEqualTo("佐藤.vcf");
    assertThat(FileNames.of("form-data; name=\"filename=x\"")).isNull();
    assertThat(FileNames.of(null)).isNull();
  }

  private static List<String> readAll(MultipartReader reader) throws IOException {
    List<String> parts = new ArrayList<>();
    Optional<Part> part = reader.next();
    while (part.isPresent()) {
      parts.add(text(part.get()));
      part = reader.next();
    }
    return parts;
  }

  private static String text(Part part) throws IOException {
    return new String(part.content().readAllBytes(), UTF_8);
  }

  private static InputStream slow(byte[] bytes, int chunk) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, Math.min(length, chunk));
      }
    };
  }
}
