package jp.meishigura.gateway.vault;

import java.time.Duration;
import java.time.Instant;

/**
 * A Vault token.
 *
 * @param since when it was given
 * @param lease how long it was good for when it was given or last renewed
 * @param until when it ends
 */
record VaultLogin(String token, Instant since, Duration lease, Instant until) {

  VaultLogin renewed(Duration newLease, Instant now) {
    return new VaultLogin(token, since, newLease, now.plus(newLease));
  }

  /** Half of its time has passed. */
  boolean wantsRenewal(Instant now) {
    return !now.isBefore(until.minus(lease.dividedBy(2)));
  }

  /** It was given just now: whatever Vault refuses, another token would not help. */
  boolean youngerThan(Duration age, Instant now) {
    return now.isBefore(since.plus(age));
  }

  boolean ended(Instant now) {
    return !now.isBefore(until);
  }

  @Override
  public String toString() {
    return "VaultLogin[***]";
  }
}
