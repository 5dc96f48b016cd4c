package jp.meishigura.audit.identity;

import java.util.Set;
import jp.meishigura.audit.domain.identity.Belonging;
import jp.meishigura.audit.domain.identity.Told;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Decision;

/**
 * The logins of this service itself: the one by which it reads events, and the one by which it has
 * checkpoints signed. On record they would cause the next ones, and the log would grow by itself
 * for ever; they are counted. One that is refused is on record like any other.
 *
 * @param clients of this service
 */
record OwnLogins(Set<String> clients) {

  OwnLogins {
    clients = Set.copyOf(clients);
  }

  boolean is(Told told) {
    return told.action() == Action.IDENTITY_LOGIN
        && told.decision() == Decision.allowed
        && told.belonging() instanceof Belonging.OfClient
        && told.actor().client() != null
        && clients.contains(told.actor().client());
  }
}
