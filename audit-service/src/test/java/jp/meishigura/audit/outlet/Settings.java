package jp.meishigura.audit.outlet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.outlet.SiemFormat;

/** Configuration of outlets as tests want it: impatient. */
public record Settings(
    Map<String, UUID> tenants,
    Duration interval,
    int batch,
    Duration lease,
    Duration longestPause,
    Map<String, Kafka> kafka,
    Map<String, Syslog> syslog)
    implements OutletsConfig {

  static Settings impatient() {
    return new Settings(
        Map.of(),
        Duration.ofMillis(50),
        50,
        Duration.ofSeconds(5),
        Duration.ofMillis(400),
        Map.of(),
        Map.of());
  }

  /** See {@link OutletsConfig.Syslog}. */
  public record ToSyslog(
      List<String> tenants,
      String host,
      int port,
      Path caFile,
      Optional<Path> certificateFile,
      Optional<Path> keyFile,
      SiemFormat format,
      Optional<String> hostname,
      int overlap,
      Duration connectTimeout,
      Duration sendTimeout)
      implements OutletsConfig.Syslog {

    public static ToSyslog at(int port, Path caFile) {
      return new ToSyslog(
          List.of(),
          "localhost",
          port,
          caFile,
          Optional.empty(),
          Optional.empty(),
          SiemFormat.ocsf,
          Optional.empty(),
          0,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));
    }

    public ToSyslog overlap(int entries) {
      return new ToSyslog(
          tenants,
          host,
          port,
          caFile,
          certificateFile,
          keyFile,
          format,
          hostname,
          entries,
          connectTimeout,
          sendTimeout);
    }

    public ToSyslog host(String name) {
      return new ToSyslog(
          tenants,
          name,
          port,
          caFile,
          certificateFile,
          keyFile,
          format,
          hostname,
          overlap,
          connectTimeout,
          sendTimeout);
    }

    public ToSyslog sendTimeout(Duration timeout) {
      return new ToSyslog(
          tenants,
          host,
          port,
          caFile,
          certificateFile,
          keyFile,
          format,
          hostname,
          overlap,
          connectTimeout,
          timeout);
    }

    public ToSyslog with(TestCertificates.Identity own) {
      return new ToSyslog(
          tenants,
          host,
          port,
          caFile,
          Optional.of(own.certificateFile()),
          Optional.of(own.keyFile()),
          format,
          hostname,
          overlap,
          connectTimeout,
          sendTimeout);
    }
  }

  /** See {@link OutletsConfig.Kafka}. */
  public record ToKafka(String tenant, String topic, SiemFormat format, Duration timeout)
      implements OutletsConfig.Kafka {

    public static ToKafka topic(String name) {
      return new ToKafka("", name, SiemFormat.ocsf, Duration.ofSeconds(10));
    }
  }
}
