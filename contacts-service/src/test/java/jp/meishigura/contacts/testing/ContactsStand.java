package jp.meishigura.contacts.testing;

import java.util.HashMap;
import java.util.Map;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandResource;
import org.jspecify.annotations.Nullable;

/** The stand, and a crypto-gateway of its own for the service under test. */
public class ContactsStand extends StandResource {

  private @Nullable TestGateway gateway;

  @Override
  public Map<String, String> start() {
    Map<String, String> config = new HashMap<>(super.start());
    gateway = TestGateway.start(Stand.get(), config);
    config.put("meishigura.keys.gateway-url", gateway.url());
    config.put("meishigura.keys.timeout", "5s");
    config.put("meishigura.contacts.max-json-bytes", "65536");
    config.put("meishigura.contacts.key-work-interval", "200ms");
    config.put("meishigura.contacts.key-work-batch", "50");
    config.put("meishigura.contacts.retire-after", "2s");
    config.put("quarkus.datasource.jdbc.max-size", "16");
    return config;
  }

  @Override
  public void stop() {
    if (gateway != null) {
      gateway.close();
    }
    super.stop();
  }

  @Override
  public void inject(TestInjector injector) {
    super.inject(injector);
    injector.injectIntoFields(
        gateway, new TestInjector.AnnotatedAndMatchesType(FromStand.class, TestGateway.class));
  }
}
