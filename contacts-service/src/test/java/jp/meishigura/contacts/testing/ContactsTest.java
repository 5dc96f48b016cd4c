package jp.meishigura.contacts.testing;

import io.quarkus.test.common.QuarkusTestResource;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;

/** A test of the running service, with a tenant of its own. */
@QuarkusTestResource(ContactsStand.class)
public abstract class ContactsTest {

  @FromStand protected Stand stand;
  @FromStand protected StandDatabase database;
  @FromStand protected StandTopics topics;
  @FromStand protected TestIssuer issuer;
  @FromStand protected TestGateway gateway;

  protected House house;

  @BeforeEach
  void moveIn() {
    house = new House(issuer, topics, database);
  }

  protected House otherHouse() {
    return new House(issuer, topics, database);
  }
}
