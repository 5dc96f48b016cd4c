package jp.meishigura.audit.detect.notice;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import jp.meishigura.platform.testing.Stand;

/** The stand's mail server. */
public class MailServer implements QuarkusTestResourceLifecycleManager {

  @Override
  public int order() {
    return 10;
  }

  @Override
  public Map<String, String> start() {
    return Map.of("quarkus.mailer.port", Stand.get().property("smtp.port"));
  }

  @Override
  public void stop() {}
}
