package jp.meishigura.audit.publish;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import jp.meishigura.audit.domain.tree.Contradictions;
import org.jspecify.annotations.Nullable;

/** What {@link Publisher} refuses to sign; it finds out anew each time that it tries. */
@ApplicationScoped
class Refusal implements Contradictions {

  private final Clock clock;
  private volatile @Nullable Contradiction seen;

  Refusal(Clock clock) {
    this.clock = clock;
  }

  void of(long signedSize) {
    @Nullable Contradiction before = seen;
    if (before == null || before.signedSize() != signedSize) {
      seen = new Contradiction(signedSize, clock.instant());
    }
  }

  void none() {
    seen = null;
  }

  @Override
  public Optional<Contradiction> now() {
    return Optional.ofNullable(seen);
  }
}
