package jp.meishigura.contacts;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jp.meishigura.platform.seal.SecretBytes;

@AnalyzeClasses(
    packages = "jp.meishigura.contacts",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule WALLS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy("..contacts.api..")
          .layer("events")
          .definedBy("..contacts.events..")
          .layer("app")
          .definedBy("..contacts.app..")
          .layer("domain")
          .definedBy("..contacts.domain..")
          .layer("store")
          .definedBy("..contacts.store..")
          .layer("keys")
          .definedBy("..contacts.keys..")
          .layer("search")
          .definedBy("..contacts.search..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("events")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("app")
          .mayOnlyBeAccessedByLayers("api", "events")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("app", "events", "api")
          .whereLayer("keys")
          .mayOnlyBeAccessedByLayers("app", "api")
          .whereLayer("search")
          .mayOnlyBeAccessedByLayers("app");

  /** vCard, CSV and Japanese text are what parts of this domain are about. */
  @ArchTest
  static final ArchRule DOMAIN_IS_PURE =
      classes()
          .that()
          .resideInAPackage("..contacts.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "jp.meishigura.contacts.domain..",
              "ezvcard..",
              "de.siegmar.fastcsv..",
              "com.ibm.icu..",
              "com.google.i18n.phonenumbers..");

  @ArchTest
  static final ArchRule VCARD_AND_CSV_ONLY_IN_EXCHANGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..domain.exchange..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ezvcard..", "de.siegmar.fastcsv..");

  @ArchTest
  static final ArchRule JAX_RS_ONLY_IN_API =
      noClasses()
          .that()
          .resideOutsideOfPackage("..contacts.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

  @ArchTest
  static final ArchRule SQL_ONLY_IN_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..contacts.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "jakarta.persistence..",
              "org.hibernate..",
              "io.agroal..",
              "io.quarkus.hibernate..");

  @ArchTest
  static final ArchRule HTTP_CALLS_ONLY_IN_KEYS =
      noClasses()
          .that()
          .resideOutsideOfPackage("..contacts.keys..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  @ArchTest
  static final ArchRule LUCENE_ONLY_IN_SEARCH =
      noClasses()
          .that()
          .resideOutsideOfPackage("..contacts.search..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..");

  @ArchTest
  static final ArchRule KAFKA_ONLY_IN_PLATFORM =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka..");

  /** A card leaves past the gate or not at all: whoever is added here opens cards. */
  @ArchTest
  static final ArchRule CARDS_ARE_OPENED_BY_FEW =
      noClasses()
          .that()
          .resideOutsideOfPackage("..contacts.keys..")
          .and()
          .doNotHaveFullyQualifiedName("jp.meishigura.contacts.app.CardOpener")
          .should()
          .callMethod(
              jp.meishigura.contacts.keys.CardSealer.class,
              "open",
              jp.meishigura.platform.caller.Tenant.class,
              jp.meishigura.contacts.domain.sealed.SealedCard.class,
              SecretBytes.class,
              java.util.function.Predicate.class);

  /** Keys are carried, kept and given up here; used are they by platform's seal alone. */
  @ArchTest
  static final ArchRule NO_KEY_IS_OPENED_HERE =
      noClasses()
          .should()
          .callMethodWhere(
              target(name("expose")).and(target(owner(assignableTo(SecretBytes.class)))));

  @ArchTest
  static final ArchRule NO_FIELD_INJECTION =
      noFields().should().beAnnotatedWith("jakarta.inject.Inject");
}
