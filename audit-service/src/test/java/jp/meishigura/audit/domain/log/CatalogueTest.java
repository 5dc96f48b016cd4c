package jp.meishigura.audit.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.meishigura.platform.testing.Stand;
import org.junit.jupiter.api.Test;

/** The catalogue is in three places: the enum, the document, and what services really record. */
class CatalogueTest {

  private static final Path ROOT = Stand.repository();
  private static final Set<String> CATALOGUE =
      Arrays.stream(Action.values())
          .map(Action::slug)
          .collect(Collectors.toCollection(TreeSet::new));

  /** A row of the document's tables: {@code | `card.read` | …}. */
  private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+\\.[a-z-]+)` \\|");

  /** In classes that make records: a text of which the first half is a thing of the catalogue. */
  private static final Pattern IN_CODE =
      Pattern.compile(
          "\"((?:"
              + CATALOGUE.stream()
                  .map(slug -> slug.substring(0, slug.indexOf('.')))
                  .distinct()
                  .collect(Collectors.joining("|"))
              + ")\\.[a-z]+(?:-[a-z]+)*)\"");

  /** Whatever it is called, if it is said where the record is made. */
  private static final Pattern AT_RECORD = Pattern.compile("AuditRecord\\.of\\(\\s*\"([^\"]+)\"");

  @Test
  void the_document_explains_exactly_the_actions_of_the_catalogue() throws IOException {
    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/audit-events.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        assertThat(documented.add(row.group(1))).as(row.group(1) + " only once").isTrue();
      }
    }
    assertThat(documented).isEqualTo(CATALOGUE);
  }

  @Test
  void services_record_no_action_that_the_catalogue_lacks() throws IOException {
    Set<String> recorded = new TreeSet<>();
    for (String module :
        List.of(
            "platform", "contacts-service", "consent-service", "crypto-gateway", "audit-service")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String code = Files.readString(file);
          if (code.contains("AuditRecord")) {
            IN_CODE.matcher(code).results().forEach(found -> recorded.add(found.group(1)));
            AT_RECORD.matcher(code).results().forEach(found -> recorded.add(found.group(1)));
          }
        }
      }
    }
    assertThat(recorded).as("the search finds something").contains("access.refused");
    assertThat(CATALOGUE).containsAll(recorded);
  }

  @Test
  void slugs_name_the_thing_and_what_was_done_to_it() {
    assertThat(Action.INDEX_KEY_RELEASE.slug()).isEqualTo("index-key.release");
    assertThat(Action.named("card.reveal")).isEqualTo(Action.CARD_REVEAL);
  }
}
