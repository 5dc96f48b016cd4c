package jp.meishigura.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "jp.meishigura.audit",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule WALLS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy("..audit.api..")
          .layer("query")
          .definedBy("..audit.query..")
          .layer("publish")
          .definedBy("..audit.publish..")
          .layer("domain")
          .definedBy("..audit.domain..")
          .layer("format")
          .definedBy("..audit.format..")
          .layer("store")
          .definedBy("..audit.store..")
          .layer("events")
          .definedBy("..audit.events..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("query")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("publish")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("store")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("events")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("format")
          .mayOnlyBeAccessedByLayers("store", "events");

  @ArchTest
  static final ArchRule DOMAIN_IS_PURE =
      classes()
          .that()
          .resideInAPackage("..audit.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "javax.crypto..", "org.jspecify..", "jp.meishigura.audit.domain..");

  @ArchTest
  static final ArchRule JAX_RS_ONLY_IN_API =
      noClasses()
          .that()
          .resideOutsideOfPackage("..audit.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

  @ArchTest
  static final ArchRule SQL_ONLY_IN_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..audit.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..", "io.agroal..");

  @ArchTest
  static final ArchRule KAFKA_ONLY_IN_PLATFORM =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka..");

  /** No way to the entries around the query that is put on record. */
  @ArchTest
  static final ArchRule THE_LOG_IS_READ_ONLY_ON_RECORD =
      noClasses()
          .that()
          .resideOutsideOfPackages("..audit.query..", "..audit.store..", "..audit.events..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*\\.(Log|Counting|Exposures)");

  @ArchTest
  static final ArchRule NO_FIELD_INJECTION =
      noFields().should().beAnnotatedWith("jakarta.inject.Inject");
}
