package jp.meishigura.consent.domain.consent;

/** What becomes of something that somebody wants of a consent record. */
public sealed interface Outcome {

  /** It happens: this event is to be added. */
  record Happens(ConsentEvent event) implements Outcome {}

  /** It has happened already, word for word: a second click, or the same answer in two windows. */
  record Already() implements Outcome {}

  /** It does not happen. */
  record Refused(Reason reason) implements Outcome {}

  /** Why not. */
  enum Reason {
    /** A consent stands: there is nothing to ask for. */
    ALREADY_GIVEN("already-given"),
    /** An earlier request can still be answered: nobody is asked twice at once. */
    ALREADY_ASKED("already-asked"),
    /** The link's time to answer is over. */
    LINK_EXPIRED("link-expired"),
    /** A newer request has taken this one's place. */
    SUPERSEDED("superseded"),
    /** Another answer was given first, and it stays. */
    ANSWERED_OTHERWISE("answered-otherwise"),
    /** Only a consent can be withdrawn. */
    NOTHING_TO_WITHDRAW("nothing-to-withdraw"),
    /** The person was erased: nothing is asked or answered any more. */
    SUBJECT_ERASED("subject-erased");

    private final String slug;

    Reason(String slug) {
      this.slug = slug;
    }

    public String slug() {
      return slug;
    }
  }
}
