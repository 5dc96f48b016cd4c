package jp.meishigura.audit.domain.identity;

import java.time.Instant;
import java.util.UUID;

/** Something that happened at the identity provider. */
public sealed interface ProviderEvent permits LoginEvent, AdminEvent {

  /** The provider's own, by which an event that is read twice is known. */
  UUID id();

  /** By the provider's clock. */
  Instant at();
}
