package jp.meishigura.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jp.meishigura.local.Folders;

/** The sample cards that the repository ships, and what must be found nowhere once they are in. */
public final class Samples {
  private final Path folder;

  public Samples(Folders folders) {
    this.folder = folders.repository().resolve("deploy").resolve("samples");
  }

  /** File to content type, in the order in which the story brings them in. */
  Map<Path, String> files() {
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(folder.resolve("keitai-2.1-shift_jis.vcf"), "text/vcard");
    files.put(folder.resolve("iphone-3.0.vcf"), "text/vcard");
    files.put(folder.resolve("renrakusaki-4.0.vcf"), "text/vcard");
    files.put(folder.resolve("sansan-cp932.csv"), "text/csv");
    files.put(folder.resolve("cybozu-utf8.csv"), "text/csv");
    return files;
  }

  /** Names, readings, companies, numbers and addresses of the people on the sample cards. */
  public List<String> personalData() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("people.tsv"))) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Stream.of(line.split("\t", -1)))
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .distinct()
          .toList();
    }
  }
}
