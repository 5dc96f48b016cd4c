package jp.meishigura.audit.domain.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The identity provider, as far as it is asked. */
public interface Directory {

  /**
   * A page of events, the oldest first.
   *
   * @param from events of this time or later
   * @param first how many of them to pass over
   * @param most how many at the most
   * @throws NotAnswered when the provider does not say
   */
  List<ProviderEvent> events(Readings.Source source, Instant from, int first, int most);

  /**
   * The organizations that an account is in, empty for one that is gone as well.
   *
   * @throws NotAnswered when the provider does not say
   */
  List<Organization> organizationsOf(UUID account);

  /**
   * @throws NotAnswered when the provider does not say
   */
  Optional<Organization> organization(UUID id);

  /**
   * @throws NotAnswered when the provider does not say, or has no such organization
   */
  Organization named(String alias);

  /** The provider did not answer, or not as it should. */
  final class NotAnswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAnswered(String what) {
      super(what);
    }
  }
}
