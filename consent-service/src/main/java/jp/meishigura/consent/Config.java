package jp.meishigura.consent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;

/** What an installation decides about this service. */
@ConfigMapping(prefix = "meishigura.consent")
public interface Config {

  /** Where people reach this service: links in mails start with it. No slash at the end. */
  @WithDefault("http://127.0.0.1:8402")
  URI publicUrl();

  /** How long a link answers an open request. Withdrawing has no time limit. */
  @WithDefault("P14D")
  Duration linkLifetime();

  /** The time zone in which pages and mails tell dates. */
  @WithDefault("Asia/Tokyo")
  ZoneId timeZone();

  /** The mails. Server, port and account are those of {@code quarkus.mailer}. */
  Mail mail();

  /** contacts-service, which knows where to send. */
  Contacts contacts();

  /** How patiently mails are delivered. */
  Delivery delivery();

  /** See {@link Config#mail()}. */
  interface Mail {

    /** The sender's address. The name beside it is that of the controller who asks. */
    @WithDefault("no-reply@meishigura.example")
    String from();

    /** How long the mail server may take for one mail. */
    @WithDefault("30s")
    Duration timeout();
  }

  /** See {@link Config#contacts()}. */
  interface Contacts {

    /** Its address. */
    @WithDefault("http://127.0.0.1:8401")
    URI url();

    /** The client scope at the identity provider that adds its audience to our tokens. */
    @WithDefault("contacts")
    String scope();

    /** How long it may take to answer. */
    @WithDefault("5s")
    Duration timeout();
  }

  /** See {@link Config#delivery()}. */
  interface Delivery {

    /** How often the worker looks for mails whose turn has come. */
    @WithDefault("1s")
    Duration pollInterval();

    /** The pause before the second attempt; it doubles with each further one. */
    @WithDefault("5s")
    Duration firstPause();

    /** The longest pause between two attempts. */
    @WithDefault("1h")
    Duration maxPause();

    /** After so many attempts a mail is given up. The default lasts about three days. */
    @WithDefault("80")
    int maxAttempts();

    /**
     * How long a worker may take for one mail before another one takes over. More than all timeouts
     * of one attempt together.
     */
    @WithDefault("2m")
    Duration lease();
  }
}
