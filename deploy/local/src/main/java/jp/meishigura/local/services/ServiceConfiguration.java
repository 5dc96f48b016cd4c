package jp.meishigura.local.services;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Properties;
import jp.meishigura.local.Port;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Site;
import jp.meishigura.local.kafka.KafkaPart;
import jp.meishigura.local.keycloak.ClientSecrets;
import jp.meishigura.local.keycloak.Issuer;
import jp.meishigura.local.keycloak.Organizations;
import jp.meishigura.local.postgres.Databases;
import jp.meishigura.local.postgres.PostgresServer;
import jp.meishigura.local.vault.Approle;
import jp.meishigura.local.vault.VaultPart;

/**
 * What an installation tells a service, in a file of mode 600: secrets belong neither on a command
 * line nor into an environment, which child processes inherit and crash reports print.
 */
final class ServiceConfiguration {

  /** The name of this machine's log: nobody else reaches it, wherever it listens. */
  private static final String LOG_ORIGIN = "meishigura.local/audit";

  private final Site site;

  ServiceConfiguration(Site site) {
    this.site = site;
  }

  Path write(Service service) throws IOException {
    Properties properties = new Properties();
    common(properties, service);
    store(properties, service);
    own(properties, service);
    StringWriter text = new StringWriter();
    properties.store(text, service.module() + ", written at each start");
    return PrivateFiles.write(
        site.folders().of("services").resolve(service.module() + ".properties"), text.toString());
  }

  private void common(Properties properties, Service service) {
    String issuer = Issuer.at(site.ports()).uri().toString();
    set(properties, "quarkus.http.host", "127.0.0.1");
    set(properties, "quarkus.http.port", port(service.port()));
    set(properties, "quarkus.management.host", "127.0.0.1");
    set(properties, "quarkus.management.port", port(service.management()));
    set(properties, "kafka.bootstrap.servers", KafkaPart.bootstrap(site));
    set(properties, "quarkus.oidc.auth-server-url", issuer);
    set(properties, "meishigura.service-account.client-id", service.module());
    set(
        properties,
        "meishigura.service-account.client-secret",
        new ClientSecrets(site.secrets()).of(service.module()).reveal());
    set(
        properties,
        "meishigura.service-account.token-url",
        issuer + "/protocol/openid-connect/token");
  }

  private void store(Properties properties, Service service) {
    set(
        properties,
        "quarkus.datasource.jdbc.url",
        new PostgresServer(site).url() + service.database());
    set(properties, "quarkus.datasource.username", service.app());
    set(
        properties,
        "quarkus.datasource.password",
        Databases.password(site.secrets(), service.app()).reveal());
    set(properties, "quarkus.flyway.username", service.owner());
    set(
        properties,
        "quarkus.flyway.password",
        Databases.password(site.secrets(), service.owner()).reveal());
  }

  private void own(Properties properties, Service service) throws IOException {
    switch (service) {
      case CONTACTS ->
          set(properties, "meishigura.keys.gateway-url", site.ports().http(Port.GATEWAY));
      case CONSENT -> {
        set(properties, "meishigura.consent.contacts.url", site.ports().http(Port.CONTACTS));
        set(properties, "meishigura.consent.public-url", "http://localhost:" + port(Port.CONSENT));
        set(properties, "quarkus.mailer.host", "127.0.0.1");
        set(properties, "quarkus.mailer.port", port(Port.SMTP));
        set(properties, "quarkus.mailer.mock", "false");
      }
      case GATEWAY -> {
        set(properties, "meishigura.vault.addr", VaultPart.address(site));
        set(properties, "meishigura.vault.role-id-file", Approle.roleIdFile(site).toString());
        set(properties, "meishigura.vault.secret-id-file", Approle.secretIdFile(site).toString());
        set(properties, "meishigura.checkpoint.origin", LOG_ORIGIN);
        VaultPart.caFile(site)
            .ifPresent(file -> set(properties, "meishigura.vault.ca-file", file.toString()));
      }
      case AUDIT -> {
        set(properties, "meishigura.log.origin", LOG_ORIGIN);
        set(properties, "meishigura.log.gateway-url", site.ports().http(Port.GATEWAY));
        set(properties, "meishigura.log.organization", "aozora");
        identity(properties);
        outlets(properties);
      }
    }
  }

  /** Keycloak's events, read by a client that can do nothing else. */
  private void identity(Properties properties) {
    set(
        properties,
        "meishigura.identity.admin-url",
        "http://localhost:" + port(Port.KEYCLOAK) + "/admin/realms/meishigura");
    set(
        properties,
        "meishigura.identity.client-secret",
        new ClientSecrets(site.secrets()).of("event-reader").reveal());
  }

  /** A contract for each of the demo's tenants. */
  private void outlets(Properties properties) throws IOException {
    Organizations.in(site.folders())
        .forEach(
            (alias, id) -> {
              String contract = "meishigura.outlets.kafka." + alias;
              set(properties, "meishigura.outlets.tenants." + alias, id);
              set(properties, contract + ".tenant", alias);
              set(properties, contract + ".topic", "meishigura.siem." + alias);
            });
  }

  private String port(Port port) {
    return Integer.toString(site.ports().of(port));
  }

  private static void set(Properties properties, String key, String value) {
    properties.setProperty(key, value);
  }
}
