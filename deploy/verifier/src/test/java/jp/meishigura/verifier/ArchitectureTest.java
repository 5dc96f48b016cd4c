package jp.meishigura.verifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "jp.meishigura.verifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Whoever checks the log reads this module and the JDK's documents, and nothing else. */
  @ArchTest
  static final ArchRule THE_JDK_IS_ENOUGH =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "javax.crypto..", "org.jspecify..", "jp.meishigura.verifier..");

  @ArchTest
  static final ArchRule ORDER =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("command")
          .definedBy("..verifier.command..")
          .layer("log")
          .definedBy("..verifier.log..")
          .layer("evidence")
          .definedBy("..verifier.evidence..")
          .layer("tile")
          .definedBy("..verifier.tile..")
          .layer("checkpoint")
          .definedBy("..verifier.checkpoint..")
          .layer("note")
          .definedBy("..verifier.note..")
          .layer("merkle")
          .definedBy("..verifier.merkle..")
          .layer("text")
          .definedBy("..verifier.text..")
          .whereLayer("command")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("log")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("evidence")
          .mayOnlyBeAccessedByLayers("command", "log")
          .whereLayer("tile")
          .mayOnlyBeAccessedByLayers("command", "log")
          .whereLayer("checkpoint")
          .mayOnlyBeAccessedByLayers("command", "log", "evidence");

  @ArchTest
  static final ArchRule THE_NETWORK_IS_REACHED_FROM_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..verifier.tile..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");
}
