package jp.meishigura.contacts.app;

import java.time.Instant;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.platform.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Where a caller's values come from. */
final class Sources {

  private Sources() {}

  static Source api(Caller caller, Instant at) {
    return new Source(Source.Kind.API, null, null, caller.clientId(), person(caller), at);
  }

  static Source file(
      Caller caller, Source.Kind kind, @Nullable String name, long line, Instant at) {
    return new Source(kind, name, line, caller.clientId(), person(caller), at);
  }

  private static @Nullable String person(Caller caller) {
    return switch (caller) {
      case Caller.Person person -> person.id();
      case Caller.Client client -> null;
    };
  }
}
