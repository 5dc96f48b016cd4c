package jp.meishigura.platform.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import jp.meishigura.platform.caller.Tenant;

/**
 * Events that come at the same time are written by one statement and made durable by one flush.
 * Whoever finds nobody writing writes at once; those who come meanwhile wait, and the first of them
 * writes for all. Nobody returns before the commit of what was his.
 */
@ApplicationScoped
public class GroupCommit {

  /** As many as there may be requests at once; more would only wait for each other. */
  private static final int MOST = 64;

  /** Events that one statement can write: of one tenant, under conditions of one kind. */
  private record Kind(Tenant tenant, String condition) {}

  private final Map<Kind, Group> groups = new ConcurrentHashMap<>();

  /**
   * Writes an event, perhaps together with others.
   *
   * @param write writes events in one transaction, and returns the ids of those that were written
   * @return whether it was written
   */
  boolean append(Tenant tenant, Appended appended, Function<List<Appended>, Set<UUID>> write) {
    Kind kind = new Kind(tenant, appended.condition().sql());
    return groups.computeIfAbsent(kind, _ -> new Group()).append(new Member(appended), write);
  }

  private enum Turn {
    WRITES,
    IS_WRITTEN
  }

  private static final class Member {
    private final Appended appended;
    private final CompletableFuture<Turn> turn = new CompletableFuture<>();
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();

    private Member(Appended appended) {
      this.appended = appended;
    }

    private boolean outcome() {
      try {
        return result.join();
      } catch (CompletionException e) {
        throw new IllegalStateException("The event could not be written to the outbox.", e);
      }
    }
  }

  private static final class Group {
    private final Deque<Member> waiting = new ArrayDeque<>();
    private boolean writing;

    boolean append(Member mine, Function<List<Appended>, Set<UUID>> write) {
      if (goesFirst(mine) || mine.turn.join() == Turn.WRITES) {
        List<Member> batch = take();
        try {
          writeAll(batch, write);
        } catch (RuntimeException | Error e) {
          // Nobody must wait for ever, whatever happens here. Who has his result keeps it.
          batch.forEach(member -> member.result.completeExceptionally(e));
        } finally {
          next();
          batch.forEach(member -> member.turn.complete(Turn.IS_WRITTEN));
        }
      }
      return mine.outcome();
    }

    private synchronized boolean goesFirst(Member mine) {
      waiting.addLast(mine);
      boolean first = !writing;
      writing = true;
      return first;
    }

    /** Whoever writes has waited longest, so that his own is among them. */
    private synchronized List<Member> take() {
      List<Member> batch = new ArrayList<>();
      while (batch.size() < MOST && !waiting.isEmpty()) {
        batch.add(waiting.removeFirst());
      }
      return batch;
    }

    private synchronized void next() {
      Member first = waiting.peekFirst();
      writing = first != null;
      if (first != null) {
        first.turn.complete(Turn.WRITES);
      }
    }

    private static void writeAll(List<Member> batch, Function<List<Appended>, Set<UUID>> write) {
      try {
        Set<UUID> written = write.apply(batch.stream().map(member -> member.appended).toList());
        batch.forEach(
            member -> member.result.complete(written.contains(member.appended.event().id())));
      } catch (RuntimeException e) {
        if (batch.size() == 1 || !Refusal.isIn(e)) {
          throw e;
        }
        // The others need not fail with the one that the database refuses.
        batch.forEach(member -> writeAlone(member, write));
      }
    }

    private static void writeAlone(Member member, Function<List<Appended>, Set<UUID>> write) {
      try {
        writeAll(List.of(member), write);
      } catch (RuntimeException e) {
        member.result.completeExceptionally(e);
      }
    }
  }
}
