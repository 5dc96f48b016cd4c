package jp.meishigura.gateway.domain.errand;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What keys are wanted for. The audit log tells releases apart by it. */
public enum Reason {
  /** A new card is sealed. */
  CREATE,
  /** A masked view. */
  READ,
  /** Values in clear, for a person. */
  REVEAL,
  /** The search index in memory, or a blind index. */
  SEARCH_INDEX,
  /** A contact point for a consent request. */
  RECIPIENT,
  /** A change to a card. */
  UPDATE,
  /** Work that a consent, or its withdrawal, causes. */
  CONSENT,
  /** A card is sealed anew under a further key of its own. */
  RESEAL,
  /** Blind indexes are computed anew under a further version. */
  REINDEX,
  /** A person is erased. */
  ERASURE;

  /** Values that a person will see are shown only for a stated purpose. */
  public boolean needsPurpose() {
    return this == REVEAL;
  }

  /** The name in requests and in the audit log. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Reason> ofSlug(String slug) {
    return Arrays.stream(values()).filter(reason -> reason.slug().equals(slug)).findFirst();
  }
}
