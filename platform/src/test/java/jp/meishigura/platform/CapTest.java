package jp.meishigura.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Platform holds what services do alike, and no more: raise the cap only with a reason. The last
 * six: ages that no clock prolongs, an inbox that hears again what a restored database has not
 * (docs/adr/0016), tombstones, which two services must have applied before they serve anybody
 * (docs/adr/0010), what makes a read on record half as fast as a plain one (docs/adr/0012), and
 * numbers and receipts of audit records with a broker that loses its disk (docs/adr/0017): every
 * service is a producer. And a digest that leaves nothing of its key in memory, which two services
 * make.
 */
@AnalyzeClasses(
    packages = "jp.meishigura.platform",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CapTest {

  private static final int CAP_IN_LINES = 5_120;

  @Test
  void platform_stays_small() throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        try (Stream<String> content = Files.lines(file)) {
          lines += content.count();
        }
      }
    }
    assertThat(lines).isLessThan(CAP_IN_LINES);
  }

  @ArchTest
  static final ArchRule NO_ENTITIES =
      ArchRuleDefinition.noClasses().should().beAnnotatedWith("jakarta.persistence.Entity");

  @ArchTest
  static final ArchRule NO_ENDPOINTS =
      ArchRuleDefinition.noClasses().should().beAnnotatedWith("jakarta.ws.rs.Path");

  @ArchTest
  static final ArchRule NO_SERVICE_IS_KNOWN =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jp.meishigura.contacts..",
              "jp.meishigura.consent..",
              "jp.meishigura.audit..",
              "jp.meishigura.gateway..");

  @ArchTest
  static void something_was_looked_at(JavaClasses classes) {
    assertThat(classes.size()).isGreaterThan(30);
  }
}
