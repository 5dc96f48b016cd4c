package jp.meishigura.contacts.domain.gate;

import java.time.Instant;
import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;
import org.jspecify.annotations.Nullable;

/**
 * What contacts-service has learned about one card and one purpose.
 *
 * @param fields the data the person was asked about
 * @param validUntil the first moment at which the basis no longer holds; absent when it has no end
 */
public record ProcessingState(
    ConsentStatus status, Set<Field> fields, @Nullable Instant validUntil) {

  /** A card nobody asked about is locked. */
  public static final ProcessingState NOT_ASKED =
      new ProcessingState(ConsentStatus.NOT_ASKED, Set.of(), null);

  public ProcessingState {
    fields = Set.copyOf(fields);
  }

  /** Whether there is a valid basis at that moment. */
  public boolean permitsAt(Instant now) {
    return status.permits() && (validUntil == null || now.isBefore(validUntil));
  }
}
