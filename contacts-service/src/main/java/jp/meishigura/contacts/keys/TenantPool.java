package jp.meishigura.contacts.keys;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The keys held ready for one tenant. */
final class TenantPool {

  private record Ready(SubjectKey key, Instant until) {}

  private final Deque<Ready> ready = new ArrayDeque<>();
  private final List<UUID> spare = new ArrayList<>();
  private boolean filling;

  /** Moves up to {@code count} keys to {@code into}. */
  synchronized void take(int count, Instant now, List<SubjectKey> into) {
    dropOld(now);
    while (into.size() < count && !ready.isEmpty()) {
      into.add(ready.removeFirst().key());
    }
  }

  /**
   * Holds keys ready.
   *
   * @param wanted asked once nobody can empty the pool any more; of the other keys only the
   *     subjects stay
   */
  synchronized void add(List<SubjectKey> keys, Instant until, Predicate<SubjectKey> wanted) {
    for (SubjectKey key : keys) {
      if (wanted.test(key)) {
        ready.addLast(new Ready(key, until));
      } else {
        key.close();
        spare.add(key.subject());
      }
    }
  }

  /**
   * Subjects for new keys: first those whose keys grew old here unused, which have keys at
   * crypto-gateway already.
   */
  synchronized List<UUID> subjects(int count) {
    List<UUID> subjects = new ArrayList<>(count);
    while (subjects.size() < count && !spare.isEmpty()) {
      subjects.add(spare.removeLast());
    }
    while (subjects.size() < count) {
      subjects.add(UUID.randomUUID());
    }
    return subjects;
  }

  synchronized void giveBack(List<UUID> subjects) {
    spare.addAll(subjects);
  }

  /** Whether the caller is the one to fill the pool, ahead of need. */
  synchronized boolean startsFilling(int below) {
    if (filling || ready.size() >= below) {
      return false;
    }
    filling = true;
    return true;
  }

  synchronized void filled() {
    filling = false;
  }

  synchronized void dropOld(Instant now) {
    while (!ready.isEmpty() && !now.isBefore(ready.getFirst().until())) {
      SubjectKey old = ready.removeFirst().key();
      old.close();
      spare.add(old.subject());
    }
  }
}
