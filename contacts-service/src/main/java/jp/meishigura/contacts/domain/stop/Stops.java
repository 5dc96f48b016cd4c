package jp.meishigura.contacts.domain.stop;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last word of audit-service on each person: a few at a time, and the same in every instance. A
 * word of a lower revision says nothing new, whenever it comes.
 */
public final class Stops {

  private record Person(UUID tenant, String id) {}

  private record Word(boolean stopped, long revision) {}

  private final Map<Person, Word> last = new ConcurrentHashMap<>();

  /** Takes in a word on a person of a tenant. */
  public void hear(UUID tenant, UUID person, boolean stopped, long revision) {
    last.merge(
        new Person(tenant, person.toString()),
        new Word(stopped, revision),
        (known, heard) -> heard.revision() > known.revision() ? heard : known);
  }

  /**
   * Whether somebody is stopped.
   *
   * @param actor the subject of a token, or the name of a service, which nobody stops
   */
  public boolean isStopped(UUID tenant, String actor) {
    Word word = last.get(new Person(tenant, actor.toLowerCase(Locale.ROOT)));
    return word != null && word.stopped();
  }
}
