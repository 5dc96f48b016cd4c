package jp.meishigura.consent;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jp.meishigura.consent.contacts.Address;
import jp.meishigura.consent.domain.link.LinkToken;

@AnalyzeClasses(
    packages = "jp.meishigura.consent",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule WALLS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy("..consent.api..")
          .layer("pages")
          .definedBy("..consent.pages..")
          .layer("service")
          .definedBy("..consent.service..")
          .layer("domain")
          .definedBy("..consent.domain..")
          .layer("store")
          .definedBy("..consent.store..")
          .layer("events")
          .definedBy("..consent.events..")
          .layer("mail")
          .definedBy("..consent.mail..")
          .layer("contacts")
          .definedBy("..consent.contacts..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pages")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("service")
          .mayOnlyBeAccessedByLayers("api", "pages")
          .whereLayer("events")
          .mayOnlyBeAccessedByLayers("service")
          .whereLayer("mail")
          .mayOnlyBeAccessedByLayers("service")
          .whereLayer("contacts")
          .mayOnlyBeAccessedByLayers("service", "mail")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("service", "api");

  @ArchTest
  static final ArchRule DOMAIN_IS_PURE =
      classes()
          .that()
          .resideInAPackage("..consent.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "jp.meishigura.consent.domain..");

  @ArchTest
  static final ArchRule JAX_RS_ONLY_IN_API =
      noClasses()
          .that()
          .resideOutsideOfPackage("..consent.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

  @ArchTest
  static final ArchRule SQL_ONLY_IN_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..consent.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..", "io.agroal..");

  @ArchTest
  static final ArchRule KAFKA_ONLY_IN_PLATFORM =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule MAIL_SERVER_ONLY_IN_MAIL =
      noClasses()
          .that()
          .resideOutsideOfPackage("..consent.mail..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus.mailer..", "io.vertx..");

  @ArchTest
  static final ArchRule ADDRESSES_AND_TOKENS_ARE_EXPOSED_TO_THE_MAIL_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..consent.mail..")
          .and()
          .doNotHaveFullyQualifiedName(LinkToken.class.getName())
          .should()
          .callMethodWhere(calls(Address.class, "expose").or(calls(LinkToken.class, "text")));

  @ArchTest
  static final ArchRule NO_FIELD_INJECTION =
      noFields().should().beAnnotatedWith("jakarta.inject.Inject");

  private static DescribedPredicate<JavaMethodCall> calls(Class<?> type, String method) {
    return target(name(method)).and(target(owner(name(type.getName())))).forSubtype();
  }
}
