package jp.meishigura.audit.outlet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.outlet.SiemFormat;

/** Where tenants' entries go (docs/siem.md). Nothing goes anywhere unless it is written here. */
@ConfigMapping(prefix = "meishigura.outlets")
public interface OutletsConfig {

  /**
   * The organizations that outlets may name, by alias: {@code meishigura.outlets.tenants.aozora} is
   * its id. The id decides whose entries are read.
   */
  Map<String, UUID> tenants();

  /** How often the log is looked at for new entries when there were none. */
  @WithDefault("500ms")
  Duration interval();

  /** How many entries are read, and delivered, at once. */
  @WithDefault("200")
  int batch();

  /**
   * How long an instance of the service is taken for the one that sends after it was heard last: so
   * long does an outlet rest when its instance was killed and no other one was there.
   */
  @WithDefault("15s")
  Duration lease();

  /**
   * The longest rest between two attempts; the first is a tenth of a second, then twice as long.
   */
  @WithDefault("30s")
  Duration longestPause();

  /** Topics of Kafka, by the outlet's name. */
  Map<String, Kafka> kafka();

  /** Receivers of syslog over TLS, by the outlet's name. */
  Map<String, Syslog> syslog();

  /** A contract: one tenant's entries in one topic. */
  interface Kafka {

    /** The organization's alias; {@link OutletsConfig#tenants()} has its id. */
    String tenant();

    /**
     * The topic, by its whole name. It must exist and must not be compacted: entries of a tenant
     * have one key.
     */
    String topic();

    /** How entries are written. */
    @WithDefault("ocsf")
    SiemFormat format();

    /** How long the broker may take to acknowledge a batch before it is sent again. */
    @WithDefault("20s")
    Duration timeout();
  }

  /** A receiver of syslog. */
  interface Syslog {

    /** The organizations' aliases. Each has a connection and a position of its own. */
    List<String> tenants();

    /** The receiver's name, which its certificate must have, or its address. */
    String host();

    /** The receiver's port. */
    @WithDefault("6514")
    int port();

    /** The certificates (PEM) of the authorities that the receiver's may be of; no others count. */
    Path caFile();

    /** This side's certificate and its chain (PEM), where the receiver asks for one. */
    Optional<Path> certificateFile();

    /** The key to it (PEM, PKCS #8, not encrypted). */
    Optional<Path> keyFile();

    /** How entries are written. */
    @WithDefault("ocsf")
    SiemFormat format();

    /** What the messages give as HOSTNAME; nothing where it is not set. */
    Optional<String> hostname();

    /**
     * How many entries are sent again after each broken connection. Syslog acknowledges nothing:
     * what lay in the buffers of both sides is lost, up to some megabytes. It must be more entries
     * than those buffers hold.
     */
    @WithDefault("5000")
    int overlap();

    /** How long connecting may take, and then the handshake. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** How long the receiver may take nothing before it is given up and connected to anew. */
    @WithDefault("60s")
    Duration sendTimeout();
  }
}
