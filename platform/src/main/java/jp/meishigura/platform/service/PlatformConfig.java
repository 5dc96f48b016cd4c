package jp.meishigura.platform.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Configuration that all four services share. */
@ConfigMapping(prefix = "meishigura")
public interface PlatformConfig {

  /** What every topic name starts with; installations that share a broker differ in it. */
  @WithDefault("meishigura.")
  String topicPrefix();

  /**
   * How often it is looked whether a topic is still the one that it was. One that was lost and made
   * anew is read from its beginning, and what this service tells in it is told again.
   */
  @WithDefault("10s")
  Duration topicsCheck();

  /** The relay that carries the outbox to Kafka. */
  Relay relay();

  /** This service's account at the identity provider, where it calls other services. */
  @WithName("service-account")
  ServiceAccount serviceAccount();

  /** See {@link PlatformConfig#relay()}. */
  interface Relay {

    /** How long the relay sleeps when nobody wakes it. */
    @WithDefault("500ms")
    Duration pollInterval();

    /** How many events one transaction of the relay carries at the most. */
    @WithDefault("500")
    int batchSize();

    /**
     * How long the relay rests between the beginnings of two batches that are not full. The first
     * event after a quiet time leaves at once; under load it is what makes batches of many out of
     * transactions of one.
     */
    @WithDefault("20ms")
    Duration linger();

    /** How long the relay waits for the broker before it starts the batch again. */
    @WithDefault("20s")
    Duration deliveryTimeout();

    /**
     * How long after it was sent an audit record without a receipt is sent again; twice as long
     * each further time, up to 1,024 times as long.
     */
    @WithDefault("2m")
    Duration resendAfter();
  }

  /** See {@link PlatformConfig#serviceAccount()}. */
  interface ServiceAccount {

    /** The client id. */
    Optional<String> clientId();

    /** The client's secret. Give it in a file, never in the environment. */
    Optional<String> clientSecret();

    /** The realm's token endpoint. */
    Optional<URI> tokenUrl();

    /** How long a call to the token endpoint may take. */
    @WithDefault("5s")
    Duration timeout();
  }
}
