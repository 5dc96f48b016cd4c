package jp.meishigura.gateway.domain.stop;

import java.util.UUID;

/**
 * What audit-service says of a person: keys are released for the person's errands, or not.
 *
 * @param person the subject of the person's tokens
 * @param revision the higher one is the later word
 */
public record ReleaseStop(UUID person, boolean stopped, long revision) {

  /** Whether it says more than what is known, whichever came first. */
  public boolean isNewsTo(long known) {
    return revision > known;
  }
}
