package jp.meishigura.contacts.domain.sealed;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.card.Source;

/**
 * A card as it rests.
 *
 * @param keyId the subject key that opens its values
 * @param revision from 1, plus one with each change
 * @param owner the caller who brought it
 * @param sources where values came from, without file names, which are sealed
 */
public record SealedCard(
    UUID id,
    UUID keyId,
    long revision,
    String owner,
    List<SealedValue> values,
    List<Source> sources,
    Instant createdAt,
    Instant updatedAt) {

  public SealedCard {
    values = List.copyOf(values);
    sources = List.copyOf(sources);
  }
}
