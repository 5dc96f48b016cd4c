package jp.meishigura.contacts.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each library the domain is about has one home; elsewhere our own types speak. */
class LibrariesTest {
  private static final Map<String, String> HOMES =
      Map.of(
          "ezvcard..", "jp.meishigura.contacts.domain.exchange",
          "com.github.mangstadt..", "jp.meishigura.contacts.domain.exchange",
          "de.siegmar.fastcsv..", "jp.meishigura.contacts.domain.exchange",
          "com.ibm.icu..", "jp.meishigura.contacts.domain.text",
          "com.google.i18n.phonenumbers..", "jp.meishigura.contacts.domain.text",
          "org.apache.lucene..", "jp.meishigura.contacts.search");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("jp.meishigura.contacts");

  @Test
  void a_library_is_used_at_its_home_only() {
    HOMES.forEach(
        (library, home) ->
            noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(classes));
  }

  @Test
  void card_gate_and_search_port_know_no_library_at_all() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "jp.meishigura.contacts.domain.card",
            "jp.meishigura.contacts.domain.gate",
            "jp.meishigura.contacts.domain.search")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "org.jspecify..", "jp.meishigura.contacts.domain..")
        .check(classes);
  }
}
