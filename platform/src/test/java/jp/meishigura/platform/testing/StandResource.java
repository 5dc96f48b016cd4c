package jp.meishigura.platform.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a service under test a database, topics and an issuer of its own on the shared {@link
 * Stand}. Use it with {@code @QuarkusTestResource(StandResource.class)}.
 */
public class StandResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable Stand stand;
  private @Nullable StandDatabase database;
  private @Nullable StandTopics topics;
  private @Nullable TestIssuer issuer;

  @Override
  public int order() {
    return -100;
  }

  @Override
  public Map<String, String> start() {
    stand = Stand.get();
    database = StandDatabase.create(stand);
    topics = StandTopics.create(stand);
    issuer = new TestIssuer();
    Map<String, String> config = new HashMap<>();
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.management.test-port", "0");
    config.put("quarkus.datasource.jdbc.url", database.url());
    config.put("quarkus.datasource.username", database.app());
    config.put("quarkus.datasource.password", database.password());
    config.put("quarkus.flyway.username", database.owner());
    config.put("quarkus.flyway.password", database.password());
    config.put("kafka.bootstrap.servers", topics.bootstrap());
    config.put("meishigura.topic-prefix", topics.prefix());
    config.put("quarkus.oidc.auth-server-url", issuer.url());
    config.put("meishigura.service-account.token-url", issuer.tokenUrl());
    config.put("meishigura.service-account.client-secret", "only-on-the-stand");
    config.put("quarkus.log.file.enabled", "true");
    config.put("quarkus.log.file.path", TestLog.FILE.toString());
    config.put("quarkus.mailer.mock", "false");
    config.put("quarkus.mailer.host", "127.0.0.1");
    config.put("quarkus.mailer.port", stand.property("smtp.port"));
    return config;
  }

  @Override
  public void stop() {
    if (issuer != null) {
      issuer.close();
    }
    if (database != null) {
      database.drop();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    inject(injector, stand, Stand.class);
    inject(injector, database, StandDatabase.class);
    inject(injector, topics, StandTopics.class);
    inject(injector, issuer, TestIssuer.class);
  }

  private static void inject(TestInjector injector, @Nullable Object value, Class<?> type) {
    injector.injectIntoFields(
        value, new TestInjector.AnnotatedAndMatchesType(FromStand.class, type));
  }
}
