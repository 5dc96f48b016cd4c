package jp.meishigura.audit.domain.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose log an event belongs into. */
public sealed interface Place {

  /** That of each of these. */
  record In(List<Organization> organizations) implements Place {
    public In {
      organizations = List.copyOf(organizations);
    }
  }

  /** Not to be said yet: an account is made first and gets its organization then. */
  record Later() implements Place {}

  /** No tenant's: the operator's. */
  record Nowhere() implements Place {}

  /**
   * That of a person: each organization that the person is in, unless the event names one of them.
   *
   * @param young whether the answer may still be another one soon
   */
  static Place of(Belonging.OfPerson person, List<Organization> theirs, boolean young) {
    if (theirs.isEmpty()) {
      return young ? new Later() : new Nowhere();
    }
    List<Organization> named = named(theirs, person.organization());
    return new In(named.isEmpty() ? theirs : named);
  }

  /**
   * That of a client: the one that it asked for, or its only one. A login for none of several is a
   * token that opens nothing anywhere.
   */
  static Place of(Belonging.OfClient client, List<Organization> theirs) {
    List<Organization> named = named(theirs, client.organization());
    if (named.isEmpty() && theirs.size() == 1) {
      return new In(theirs);
    }
    return named.isEmpty() ? new Nowhere() : new In(named);
  }

  private static List<Organization> named(List<Organization> theirs, @Nullable String alias) {
    return theirs.stream().filter(one -> one.alias().equals(alias)).toList();
  }
}
