package jp.meishigura.local.suite;

import jp.meishigura.local.Port;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.Issuer;
import jp.meishigura.local.vault.VaultPart;

/** Where everything is and what to try next. */
final class Guide {
  private final Site site;

  Guide(Site site) {
    this.site = site;
  }

  String text() {
    return """

        Services       contacts %s   consent %s   audit %s
        Inbox          %s/   (every mail the suite sends)
        Keycloak       %s
        Key server     %s
        Data           %s   (secrets/ holds every password; demo-people.json those of the demo people)

        Demo people    青空商事 aozora: hanako, jiro (members), rei (privacy officer), kanako (auditor), makoto (administrator)
                       日の出製作所 hinode: sakura (member), ichiro (privacy officer), akira (auditor)

        Try            make demo   (in another terminal: the story of one business card, told step by step)
                       curl -H "Authorization: Bearer $(deploy/local/token integrator contacts)" -H "Content-Type: text/vcard" \\
                            -H "Idempotency-Key: $RANDOM" --data-binary @deploy/samples/renrakusaki-4.0.vcf %s/v1/imports
                       curl -H "Authorization: Bearer $(deploy/local/token hanako contacts)" %s/v1/cards
                       curl -H "Authorization: Bearer $(deploy/local/token kanako audit)" %s/v1/entries
        """
        .formatted(
            http(Port.CONTACTS),
            http(Port.CONSENT),
            http(Port.AUDIT),
            http(Port.INBOX),
            Issuer.at(site.ports()).uri(),
            VaultPart.address(site),
            site.folders().data(),
            http(Port.CONTACTS),
            http(Port.CONTACTS),
            http(Port.AUDIT));
  }

  private String http(Port port) {
    return "http://localhost:" + site.ports().of(port);
  }
}
