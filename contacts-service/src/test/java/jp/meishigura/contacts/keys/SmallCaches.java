package jp.meishigura.contacts.keys;

import java.net.URI;
import java.time.Duration;

/** A configuration whose bounds a test reaches. */
final class SmallCaches implements KeysConfig {
  static final int MOST_USES = 20;

  @Override
  public int indexUses() {
    return 3;
  }

  @Override
  public int indexTenants() {
    return 2;
  }

  @Override
  public int maxUses() {
    return MOST_USES;
  }

  @Override
  public URI gatewayUrl() {
    return URI.create("http://127.0.0.1:1");
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Duration destroyTimeout() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Duration maxAge() {
    return Duration.ofMinutes(5);
  }

  @Override
  public int cacheSize() {
    return 2;
  }

  @Override
  public int poolSize() {
    return 1;
  }

  @Override
  public int batchSize() {
    return 1;
  }
}
