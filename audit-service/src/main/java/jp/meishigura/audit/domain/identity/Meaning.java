package jp.meishigura.audit.domain.identity;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.Decision;
import org.jspecify.annotations.Nullable;

/** What events of the identity provider mean in the catalogue. */
public final class Meaning {

  /** Who it was where nobody is known: the provider by itself says so. */
  private static final String PROVIDER = "identity-provider";

  private Meaning() {}

  public static Told of(ProviderEvent event) {
    return switch (event) {
      case LoginEvent login -> login(login);
      case AdminEvent admin -> admin(admin);
    };
  }

  private static Told login(LoginEvent event) {
    boolean succeeded = event.succeeded();
    return new Told(
        event.id(),
        event.at(),
        LoginActions.of(event.type()),
        succeeded ? Decision.allowed : Decision.refused,
        succeeded ? null : event.error() == null ? "other" : event.error(),
        actor(event),
        details("type", event.type(), "credential", event.credential()),
        event.address(),
        belonging(event));
  }

  private static Actor actor(LoginEvent event) {
    @Nullable String client = event.client();
    @Nullable UUID person = event.person();
    if (event.ofClient() && (person != null || client != null)) {
      String id = person != null ? person.toString() : client;
      return new Actor(Actor.Kind.client, id == null ? PROVIDER : id, client, null);
    }
    return person == null
        ? new Actor(Actor.Kind.system, PROVIDER, client, event.session())
        : new Actor(Actor.Kind.person, person.toString(), client, event.session());
  }

  private static Belonging belonging(LoginEvent event) {
    if (event.ofClient()) {
      return new Belonging.OfClient(event.person(), event.client(), event.organization());
    }
    return event.person() == null
        ? new Belonging.OfNobody()
        : new Belonging.OfPerson(event.person(), event.organization());
  }

  private static Told admin(AdminEvent event) {
    AdminPath path = event.path();
    @Nullable UUID by = event.by().person();
    Map<String, Object> details =
        details(
            "operation",
            event.operation(),
            "resource",
            event.resource(),
            "path",
            path.shown().isEmpty() ? null : path.shown(),
            "target",
            path.person() == null ? null : path.person().toString(),
            "credential",
            event.credential());
    if (event.by().operator()) {
      details.put("operator", true);
    }
    return new Told(
        event.id(),
        event.at(),
        AdminActions.of(event),
        event.error() == null ? Decision.allowed : Decision.refused,
        event.error(),
        by == null
            ? new Actor(Actor.Kind.system, PROVIDER, event.by().client(), null)
            : new Actor(Actor.Kind.person, by.toString(), event.by().client(), null),
        details,
        event.address(),
        belonging(path));
  }

  private static Belonging belonging(AdminPath path) {
    if (path.organization() != null) {
      return new Belonging.OfOrganization(path.organization());
    }
    return path.person() == null
        ? new Belonging.OfNobody()
        : new Belonging.OfPerson(path.person(), null);
  }

  private static Map<String, Object> details(@Nullable String... namesAndValues) {
    Map<String, Object> details = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      @Nullable String name = namesAndValues[i];
      @Nullable String value = namesAndValues[i + 1];
      if (name != null && value != null) {
        details.put(name, value);
      }
    }
    return details;
  }
}
