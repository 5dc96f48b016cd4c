package jp.meishigura.audit.domain.log;

import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param id pseudonymous: a token's subject, a consent request, a service
 * @param client the client that obtained the token
 * @param session the login session at the identity provider
 */
public record Actor(Kind kind, String id, @Nullable String client, @Nullable String session) {

  /** The names are those of the event. */
  public enum Kind {
    person,
    client,
    subject,
    system
  }

  public Actor {
    Plain.present(kind, "actor.kind");
    Plain.text(id, "actor.id");
    Plain.textOrNone(client, "actor.client");
    Plain.textOrNone(session, "actor.session");
  }
}
