package jp.meishigura.audit.detect.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Whom findings are told to (docs/detections.md). Nobody, unless it is written here. */
@ConfigMapping(prefix = "meishigura.notices")
public interface NoticeConfig {

  /** How often it is looked whether a finding is to be told. */
  @WithDefault("1s")
  Duration interval();

  /** How long a receiver may take to answer. */
  @WithDefault("10s")
  Duration timeout();

  /**
   * How long it is waited after a first failure; twice as long after each further one. Whoever was
   * killed while telling tells again after this and the timeout.
   */
  @WithDefault("5s")
  Duration firstPause();

  /** The longest wait between two attempts. */
  @WithDefault("1h")
  Duration longestPause();

  /** After so many attempts a notice is given up; the finding itself stays. */
  @WithDefault("100")
  int attempts();

  /** The sender of mails; {@code quarkus.mailer} says through which server they go. */
  Optional<String> mailFrom();

  /** Whom each tenant has told, by the organization's id. */
  Map<UUID, OfTenant> byTenant();

  /** See {@link NoticeConfig#byTenant()}. */
  interface OfTenant {

    /** A receiver of HTTP. */
    Optional<Webhook> webhook();

    /** The addresses that a mail goes to. */
    Optional<List<String>> mailTo();
  }

  /** See {@link OfTenant#webhook()}. */
  interface Webhook {

    /** Where findings are posted to: https, or http on this machine. */
    URI url();

    /** The secret that is shared with the receiver, at least 32 bytes; read for each post. */
    Path secretFile();
  }
}
