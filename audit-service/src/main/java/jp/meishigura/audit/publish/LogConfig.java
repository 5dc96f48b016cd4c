package jp.meishigura.audit.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How the log is published (docs/verifying-the-log.md). */
@ConfigMapping(prefix = "meishigura.log")
public interface LogConfig {

  /**
   * The log's name, and its key's: where it is published, without scheme and slash at the end.
   * crypto-gateway signs for the origins that its own configuration names.
   */
  String origin();

  /** crypto-gateway's address, without a path. */
  URI gatewayUrl();

  /**
   * The alias of the organization that this service's account asks for signatures in: a token
   * speaks for one, while the log is everybody's.
   */
  String organization();

  /** How often it is looked for entries that no checkpoint covers. */
  @WithDefault("500ms")
  Duration interval();

  /**
   * How long entries are published. Older ones are answered with 410 as soon as a whole tile of
   * them is so old; nothing is deleted, and auditors go on getting evidence. Without it all are
   * published for ever: prune only by a rule that those who verify were told (C2SP tlog-tiles,
   * "Retention Policies").
   */
  Optional<Duration> retention();

  /** How long a signature may take. */
  @WithDefault("5s")
  Duration timeout();
}
