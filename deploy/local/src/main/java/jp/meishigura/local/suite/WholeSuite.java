package jp.meishigura.local.suite;

import java.util.List;
import java.util.stream.Stream;
import jp.meishigura.local.Part;
import jp.meishigura.local.Site;
import jp.meishigura.local.kafka.KafkaPart;
import jp.meishigura.local.keycloak.KeycloakPart;
import jp.meishigura.local.mail.MailPart;
import jp.meishigura.local.postgres.PostgresPart;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.services.Service;
import jp.meishigura.local.services.ServicePart;
import jp.meishigura.local.vault.VaultPart;

/** The suite that {@code up} starts: what it stands on, then the four services. */
final class WholeSuite {
  private WholeSuite() {}

  static Suite of(Site site, Children children) {
    return new Suite(
        List.of(
            List.of(
                new KeycloakPart(site),
                new PostgresPart(site),
                new KafkaPart(site),
                new VaultPart(site),
                new MailPart(site)),
            Stream.of(Service.values()).<Part>map(s -> new ServicePart(site, s)).toList()),
        children,
        new Progress(System.out));
  }
}
