package jp.meishigura.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents that must keep up with the code. */
class DocumentsTest {

  private static final Pattern PROBLEM =
      Pattern.compile("Problem\\.of\\(\\s*\\d+,\\s*\"([^\"]+)\"");

  @Test
  void every_problem_that_a_service_can_answer_is_explained() throws IOException {
    Path repository = SuiteUnderTest.repository();
    Set<String> used = new TreeSet<>();
    for (String module :
        new String[] {
          "platform", "crypto-gateway", "audit-service", "consent-service", "contacts-service"
        }) {
      try (Stream<Path> files = Files.walk(repository.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          PROBLEM
              .matcher(Files.readString(file))
              .results()
              .map((MatchResult found) -> found.group(1))
              .filter(slug -> !slug.endsWith("-")) // followed by a number: http-…
              .forEach(used::add);
        }
      }
    }
    String explained = Files.readString(repository.resolve("docs/problems.md"));
    assertThat(used).hasSizeGreaterThan(20).allMatch(slug -> explained.contains('`' + slug + '`'));
  }
}
