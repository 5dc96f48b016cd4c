package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Port;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;

/** Keycloak's folder in one installation: its database, its configuration, the realm to import. */
final class KeycloakHome {
  /** Logs in to the administration console; its password is the secret of that name. */
  static final String OPERATOR = "operator";

  private static final String OPERATOR_SECRET = "keycloak-operator-password";

  private final Site site;
  private final Path folder;

  KeycloakHome(Site site) {
    this.site = site;
    this.folder = site.folders().of("keycloak");
  }

  Path folder() {
    return folder;
  }

  Path configuration() {
    return folder.resolve("keycloak.conf");
  }

  /** Writes what Keycloak reads at its start. */
  void prepare(Path dist) throws IOException {
    PrivateFiles.folder(folder);
    Files.deleteIfExists(folder.resolve("lib"));
    Files.createSymbolicLink(folder.resolve("lib"), dist.resolve("lib"));
    PrivateFiles.write(configuration(), settings());
    if (!Files.exists(importedMark())) {
      DemoPeople people = people();
      String realm = RealmTemplate.in(site.folders()).filled(name -> secret(name, people));
      PrivateFiles.write(realmToImport(), realm);
    }
  }

  /** To be called when the realm is there: the file with its secrets has done its service. */
  void imported() throws IOException {
    if (Files.deleteIfExists(realmToImport())) {
      PrivateFiles.write(importedMark(), "");
    }
  }

  private String settings() {
    return """
    # Written at each start.
    http-enabled=true
    http-host=127.0.0.1
    http-port=%d
    http-management-host=127.0.0.1
    http-management-port=%d
    hostname=http://localhost:%d
    # Without this Keycloak opens a cluster port on every network interface.
    cache=local
    log-level=INFO,io.smallrye.health:off
    bootstrap-admin-username=%s
    bootstrap-admin-password=%s
    """
        .formatted(
            site.ports().of(Port.KEYCLOAK),
            site.ports().of(Port.KEYCLOAK_MANAGEMENT),
            site.ports().of(Port.KEYCLOAK),
            OPERATOR,
            site.secrets().get(OPERATOR_SECRET).reveal());
  }

  private DemoPeople people() throws IOException {
    DemoPeopleFile file = new DemoPeopleFile(site.folders());
    if (!file.exists()) {
      file.write(
          new DemoPeople(
              site.secrets().get(RealmTemplate.PASSWORD),
              RealmTemplate.in(site.folders()).people()));
    }
    return file.read();
  }

  private Secret secret(String placeholder, DemoPeople people) {
    if (placeholder.startsWith(RealmTemplate.TOTP_SECRET)) {
      return people.named(placeholder.substring(RealmTemplate.TOTP_SECRET.length())).totp();
    }
    if (placeholder.equals(RealmTemplate.PASSWORD)) {
      return people.password();
    }
    if (placeholder.startsWith(ClientSecrets.PREFIX)) {
      return new ClientSecrets(site.secrets())
          .of(placeholder.substring(ClientSecrets.PREFIX.length()));
    }
    throw new LaunchException("realm-meishigura.json: nobody knows {{" + placeholder + "}}");
  }

  private Path realmToImport() {
    return folder.resolve("data").resolve("import").resolve("meishigura-realm.json");
  }

  private Path importedMark() {
    return folder.resolve("imported");
  }
}
