package jp.meishigura.consent.api;

import io.quarkus.test.common.QuarkusTestResource;
import jp.meishigura.consent.testing.ContactsPeer;
import jp.meishigura.consent.testing.GatewayPeer;
import jp.meishigura.consent.testing.House;
import jp.meishigura.consent.testing.Rows;
import jp.meishigura.consent.testing.SmtpSwitch;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The service on the stand's servers, with a fresh tenant for each test. */
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(ContactsPeer.class)
@QuarkusTestResource(SmtpSwitch.class)
abstract class ServiceTest {

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  ContactsPeer contacts;
  SmtpSwitch smtp;

  House house;
  Rows rows;
  GatewayPeer gateway;

  @BeforeEach
  void openHouse() {
    house = new House(issuer);
    rows = new Rows(database);
    gateway = new GatewayPeer(topics, rows);
  }

  @AfterEach
  void mendEverything() {
    smtp.mend();
    contacts.down(false);
    contacts.answer();
  }
}
