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
          .layer("stop")
          .definedBy("..audit.stop..")
          .layer("domain")
          .definedBy("..audit.domain..")
          .layer("format")
          .definedBy("..audit.format..")
          .layer("store")
          .definedBy("..audit.store..")
          .layer("events")
          .definedBy("..audit.events..")
          .layer("detect")
          .definedBy("..audit.detect..")
          .layer("outlet")
          .definedBy("..audit.outlet..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("query")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("publish")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("stop")
          .mayOnlyBeAccessedByLayers("api", "events")
          .whereLayer("store")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("events")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("format")
          .mayOnlyBeAccessedByLayers("store", "events", "outlet", "detect", "api")
          .whereLayer("detect")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("outlet")
          .mayNotBeAccessedByAnyLayer();

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
  static final ArchRule KAFKA_ONLY_IN_PLATFORM_AND_THE_OUTLET_TO_IT =
      noClasses()
          .that()
          .resideOutsideOfPackage("..audit.outlet.kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  /** No way to the entries around the query that is put on record. */
  @ArchTest
  static final ArchRule THE_LOG_IS_READ_ONLY_ON_RECORD =
      noClasses()
          .that()
          .resideOutsideOfPackages("..audit.query..", "..audit.store..", "..audit.events..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*\\.(Log|Counting|Exposures)");

  /**
   * And no way to follow it but where each pull, and each outlet's beginning, is put on record.
   * Detections show it to nobody: what they find is on record by itself.
   */
  @ArchTest
  static final ArchRule THE_LOG_IS_FOLLOWED_ONLY_ON_RECORD =
      noClasses()
          .that()
          .resideOutsideOfPackages("..audit.query..", "..audit.store..", "..audit.detect..")
          .and()
          .doNotHaveSimpleName("LogReader")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("Tail");

  @ArchTest
  static final ArchRule NO_FIELD_INJECTION =
      noFields().should().beAnnotatedWith("jakarta.inject.Inject");
}
