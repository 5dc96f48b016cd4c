package jp.meishigura.consent.words;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import jp.meishigura.consent.Config;
import jp.meishigura.consent.domain.purpose.Language;

/** Instants as people read them. */
@ApplicationScoped
public class Dates {

  private static final DateTimeFormatter JA =
      DateTimeFormatter.ofPattern("uuuu年M月d日 H:mm", Locale.JAPANESE);
  private static final DateTimeFormatter EN =
      DateTimeFormatter.ofPattern("d MMMM uuuu, H:mm (z)", Locale.ENGLISH);

  private final ZoneId zone;

  public Dates(Config config) {
    this.zone = config.timeZone();
  }

  /** To the minute, in the installation's time zone. */
  public String minute(Instant at, Language language) {
    DateTimeFormatter format =
        switch (language) {
          case JA -> JA;
          case EN -> EN;
        };
    return format.format(at.atZone(zone));
  }
}
