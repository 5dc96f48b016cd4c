package jp.meishigura.audit.domain.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom an event is about, by which it is found whose log it belongs into. */
public sealed interface Belonging {

  /**
   * An account of a person.
   *
   * @param organization the alias of the one organization that it is about, where the event says so
   */
  record OfPerson(UUID person, @Nullable String organization) implements Belonging {}

  /**
   * A client that acts for itself. One that serves several organizations asks for one at a time.
   *
   * @param account its account, where the event says so
   */
  record OfClient(@Nullable UUID account, @Nullable String client, @Nullable String organization)
      implements Belonging {}

  record OfOrganization(UUID organization) implements Belonging {}

  /** Nobody whom we know, or all: the realm itself. */
  record OfNobody() implements Belonging {}
}
