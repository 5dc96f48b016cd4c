package jp.meishigura.audit.domain.ocsf;

/**
 * What an action is in OCSF: an activity of one class. Ids and captions are the schema's; where it
 * has none that fits, 99 and a caption of ours, as the schema wants it.
 *
 * @param weight how grave it is by itself, whatever came of it
 */
record Activity(OcsfClass of, int id, String caption, Subject subject, Weight weight) {

  /** What it was done to. */
  enum Subject {
    CARD,
    CONSENT,
    PURPOSE,
    TENANT,
    PERSON,
    KEYS,
    CARDS_DATABASE,
    LOG,
    FINDING,
    RULES,
    DOOR,
    IDENTITY
  }

  /** How grave; the ids are those of severity_id. */
  enum Weight {
    ROUTINE(1),
    /** Cannot be undone, or stops everybody's work. */
    GRAVE(3);

    private final int severity;

    Weight(int severity) {
      this.severity = severity;
    }

    int severity() {
      return severity;
    }
  }

  static Activity of(OcsfClass of, int id, String caption, Subject subject) {
    return new Activity(of, id, caption, subject, Weight.ROUTINE);
  }

  Activity grave() {
    return new Activity(of, id, caption, subject, Weight.GRAVE);
  }

  /** The class, and two digits of the activity. */
  long typeUid() {
    return of.uid() * 100L + id;
  }
}
