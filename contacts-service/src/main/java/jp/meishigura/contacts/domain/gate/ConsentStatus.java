package jp.meishigura.contacts.domain.gate;

import java.util.Optional;

/** What a person said about a purpose, in the words of W3C DPV's consent statuses. */
public enum ConsentStatus {
  /** Nobody asked. DPV has no word for it; it never travels in an event. */
  NOT_ASKED("NotAsked"),
  REQUESTED("ConsentRequested"),
  GIVEN("ConsentGiven"),
  RENEWED("RenewedConsentGiven"),
  REFUSED("ConsentRefused"),
  WITHDRAWN("ConsentWithdrawn");

  private final String dpvName;

  ConsentStatus(String dpvName) {
    this.dpvName = dpvName;
  }

  public String dpvName() {
    return dpvName;
  }

  /** Whether the status alone permits processing. */
  public boolean permits() {
    return this == GIVEN || this == RENEWED;
  }

  /**
   * The status with a DPV name; empty for names this version does not know, which permit nothing.
   */
  public static Optional<ConsentStatus> ofDpvName(String name) {
    for (ConsentStatus status : values()) {
      if (status.dpvName.equals(name)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
