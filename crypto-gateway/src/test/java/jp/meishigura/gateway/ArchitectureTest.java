package jp.meishigura.gateway;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.HttpMethod;
import jp.meishigura.platform.seal.SecretBytes;

@AnalyzeClasses(
    packages = "jp.meishigura.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule WALLS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy("..gateway.api..")
          .layer("release")
          .definedBy("..gateway.release..")
          .layer("domain")
          .definedBy("..gateway.domain..")
          .layer("store")
          .definedBy("..gateway.store..")
          .layer("vault")
          .definedBy("..gateway.vault..")
          .layer("rotation")
          .definedBy("jp.meishigura.gateway.rotation..")
          .layer("events")
          .definedBy("..gateway.events..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("release")
          .mayOnlyBeAccessedByLayers("api", "vault", "rotation", "events")
          .whereLayer("rotation")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("events")
          .mayOnlyBeAccessedByLayers("release", "rotation")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("release", "rotation")
          .whereLayer("vault")
          .mayNotBeAccessedByAnyLayer();

  /** What is sealed and how is platform's; the domain decides with it. */
  @ArchTest
  static final ArchRule DOMAIN_IS_PURE =
      classes()
          .that()
          .resideInAPackage("..gateway.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.crypto..",
              "org.jspecify..",
              "jp.meishigura.gateway.domain..",
              "jp.meishigura.platform.seal..");

  @ArchTest
  static final ArchRule JAX_RS_ONLY_IN_API =
      noClasses()
          .that()
          .resideOutsideOfPackage("..gateway.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

  @ArchTest
  static final ArchRule SQL_ONLY_IN_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..gateway.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..", "io.agroal..");

  @ArchTest
  static final ArchRule VAULT_ONLY_IN_VAULT =
      noClasses()
          .that()
          .resideOutsideOfPackage("..gateway.vault..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.github.jopenlibs..", "java.net.http..");

  @ArchTest
  static final ArchRule KAFKA_ONLY_IN_PLATFORM =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka..");

  /** Whoever is added here handles key material: say in review why it must. */
  @ArchTest
  static final ArchRule KEYS_ARE_SEEN_BY_FEW =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("jp.meishigura.gateway.api.KeyText")
          .and()
          .doNotHaveFullyQualifiedName("jp.meishigura.gateway.domain.ring.Envelope")
          .and()
          .doNotHaveFullyQualifiedName("jp.meishigura.gateway.domain.subject.SubjectKeyWrapping")
          .and()
          .doNotHaveFullyQualifiedName("jp.meishigura.gateway.vault.Aside")
          .should()
          .callMethodWhere(
              target(name("expose")).and(target(owner(assignableTo(SecretBytes.class)))));

  @ArchTest
  static final ArchRule EVERY_OPERATION_NEEDS_A_SCOPE =
      methods()
          .that()
          .areMetaAnnotatedWith(HttpMethod.class)
          .should()
          .beAnnotatedWith("jp.meishigura.gateway.api.NeedsScope");

  @ArchTest
  static final ArchRule NO_FIELD_INJECTION =
      noFields().should().beAnnotatedWith("jakarta.inject.Inject");
}
