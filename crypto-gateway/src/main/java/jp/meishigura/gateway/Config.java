package jp.meishigura.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Configuration of crypto-gateway beside what all services share. */
@ConfigMapping(prefix = "meishigura")
public interface Config {

  /** The Vault-compatible server. */
  Vault vault();

  /** Tenant keys in this service's memory. */
  Keys keys();

  /** Destruction of keys for good. */
  Erasure erasure();

  /** Rotation of keys. */
  Rotation rotation();

  /** The log's checkpoints. */
  Checkpoint checkpoint();

  /** See {@link Config#vault()}. */
  interface Vault {

    /** Address of Vault or OpenBao, without {@code /v1}. */
    URI addr();

    /** File with the AppRole's role id; read again at each login, so that it can be replaced. */
    Path roleIdFile();

    /** File with the AppRole's secret id; read again at each login, so that it can be replaced. */
    Path secretIdFile();

    /**
     * File with the certificate authorities (PEM) that may vouch for the server; else the JDK's.
     */
    Optional<Path> caFile();

    /** Where the AppRole method is mounted. */
    @WithDefault("approle")
    String approleMount();

    /** Where the transit engine is mounted. */
    @WithDefault("transit")
    String transitMount();

    /** The derived transit key that wraps tenant keys and index secrets. */
    @WithDefault("tenant-keys")
    String transitKey();

    /** The Ed25519 transit key that signs the log's checkpoints. */
    @WithDefault("log-checkpoint")
    String signKey();

    /** How long a call may take, in whole seconds. */
    @WithDefault("2s")
    Duration timeout();

    /**
     * For how long a login is not exchanged for another one, whatever Vault refuses it: it does not
     * say whether a token was revoked or may not do something, and each login leaves a token. So
     * long can it take until a token that was revoked just after it was given is replaced.
     */
    @WithDefault("10s")
    Duration loginInterval();

    /**
     * For how long the health check believes what it has last found out about Vault's keys, by
     * using them for something worthless. What a request finds out since is believed sooner.
     */
    @WithDefault("5s")
    Duration probeInterval();

    /** How often the token's remaining time is looked at; it is renewed at half of its time. */
    @WithDefault("10s")
    Duration renewInterval();
  }

  /** See {@link Config#keys()}. */
  interface Keys {

    /**
     * How long an unwrapped tenant key or index secret stays in memory. Revoking access in Vault
     * takes effect within this time, and so long can Vault be away unnoticed.
     */
    @WithDefault("5m")
    Duration cacheTime();

    /** Of how many tenants at the most; the one unused for longest goes first. */
    @WithDefault("1000")
    int cacheTenants();

    /**
     * How often an unwrapped tenant key or index secret is used before Vault is asked again, so
     * that Vault's own log shows how busy a tenant is.
     */
    @WithDefault("10000")
    int cacheUses();

    /** How often expired keys are looked for and zeroed. */
    @WithDefault("5s")
    Duration sweepInterval();

    /** When a caller that got {@code keys-unavailable} should try again. */
    @WithDefault("3s")
    Duration retryAfter();
  }

  /** See {@link Config#erasure()}. */
  interface Erasure {

    /**
     * How long the answer to an erasure waits until Kafka has acknowledged its tombstones. It says
     * whether that came true; the keys are destroyed either way. Callers must wait longer.
     */
    @WithDefault("5s")
    Duration publishedWithin();
  }

  /** See {@link Config#checkpoint()}. */
  interface Checkpoint {

    /**
     * The logs whose checkpoints are signed, by the origins in their first line, with commas
     * between them. Without it none is.
     */
    Optional<Set<String>> origin();
  }

  /** See {@link Config#rotation()}. */
  interface Rotation {

    /** How often it is looked for rotations that are unfinished. */
    @WithDefault("1s")
    Duration interval();

    /** How many subject keys one transaction wraps anew. */
    @WithDefault("500")
    int batchSize();

    /** Of how many tenants the secrets are wrapped anew before that is written down. */
    @WithDefault("20")
    int tenantBatchSize();
  }
}
