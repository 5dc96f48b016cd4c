package jp.meishigura.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private static final int MANY = 200;

  private final GroupCommit group = new GroupCommit();
  private final Tenant tenant = TestTenants.fresh();
  private final ExecutorService callers = Executors.newFixedThreadPool(16);
  private final ConcurrentLinkedQueue<List<String>> statements = new ConcurrentLinkedQueue<>();

  private record Kind(String sql) implements Condition {
    @Override
    public List<Column> columns() {
      return List.of();
    }

    @Override
    public List<@Nullable Object> values() {
      return List.of();
    }
  }

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  @Test
  void everybody_is_written_once_in_statements_of_several_and_hears_of_his_own() throws Exception {
    Map<String, Future<Boolean>> results = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      String name = "event-" + i;
      results.put(name, callers.submit(() -> append(name, "k", this::writeSlowly)));
    }

    for (Map.Entry<String, Future<Boolean>> one : results.entrySet()) {
      assertThat(one.getValue().get(20, TimeUnit.SECONDS)).isEqualTo(holds(one.getKey()));
    }
    List<String> written = statements.stream().flatMap(List::stream).toList();
    assertThat(written).doesNotHaveDuplicates().hasSize(MANY);
    assertThat(statements.size()).isLessThan(MANY);
  }

  @Test
  void nobody_returns_before_what_was_his_is_written() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Future<Boolean> leader =
        callers.submit(
            () ->
                append(
                    "a",
                    "k",
                    batch -> {
                      first.countDown();
                      awaitQuietly(go);
                      return ids(batch);
                    }));
    first.await();
    Future<Boolean> other = callers.submit(() -> append("b", "k", this::write));

    Thread.sleep(100);
    assertThat(leader.isDone()).isFalse();
    assertThat(other.isDone()).isFalse();
    go.countDown();

    assertThat(leader.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(other.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(statements).containsExactly(List.of("b"));
  }

  @Test
  void other_tenants_and_other_conditions_are_other_statements() throws Exception {
    Tenant another = TestTenants.fresh();
    List<Callable<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String name = (i % 3) + "-" + i;
      Tenant whose = i % 3 == 2 ? another : tenant;
      String kind = i % 3 == 1 ? "other" : "k";
      all.add(() -> group.append(whose, appended(name, kind), this::write));
    }
    callers.invokeAll(all);

    assertThat(statements)
        .allSatisfy(
            names -> assertThat(names.stream().map(name -> name.charAt(0)).distinct()).hasSize(1));
  }

  @Test
  void what_the_database_refuses_takes_nobody_with_it() throws Exception {
    Function<List<Appended>, Set<UUID>> write =
        batch -> {
          pause();
          if (batch.stream().anyMatch(one -> one.event().key().equals("poison"))) {
            throw new IllegalStateException(new SQLException("refused", "23514"));
          }
          return ids(batch);
        };
    List<Future<Boolean>> good = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = "good-" + i;
      good.add(callers.submit(() -> append(name, "k", write)));
    }
    Future<Boolean> poison = callers.submit(() -> append("poison", "k", write));

    for (Future<Boolean> one : good) {
      assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThatThrownBy(() -> poison.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("refused");
    assertThat(append("after", "k", write)).isTrue();
  }

  @Test
  void an_error_leaves_nobody_waiting() throws Exception {
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "event-" + i;
      all.add(
          callers.submit(
              () ->
                  append(
                      name,
                      "k",
                      batch -> {
                        pause();
                        throw new StackOverflowError("deep");
                      })));
    }
    for (Future<Boolean> one : all) {
      assertThatThrownBy(() -> one.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
    assertThat(append("after", "k", this::write)).isTrue();
  }

  @Test
  void an_error_of_one_leaves_none_of_the_others_waiting() throws Exception {
    Function<List<Appended>, Set<UUID>> write =
        batch -> {
          pause();
          if (batch.size() > 1) {
            throw new IllegalStateException(new SQLException("refused", "22021"));
          }
          if (batch.getFirst().event().key().endsWith("3")) {
            throw new StackOverflowError("deep");
          }
          return ids(batch);
        };
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = "event-" + i;
      all.add(callers.submit(() -> append(name, "k", write)));
    }
    int answered = 0;
    for (Future<Boolean> one : all) {
      try {
        one.get(20, TimeUnit.SECONDS);
        answered++;
      } catch (ExecutionException e) {
        assertThat(e).hasRootCauseInstanceOf(StackOverflowError.class);
      }
    }
    assertThat(answered).isPositive();
  }

  @Test
  void what_fails_for_all_is_not_tried_again_for_each() throws Exception {
    ConcurrentLinkedQueue<Integer> tries = new ConcurrentLinkedQueue<>();
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String name = "event-" + i;
      all.add(
          callers.submit(
              () ->
                  append(
                      name,
                      "k",
                      batch -> {
                        tries.add(batch.size());
                        pause();
                        throw new IllegalStateException(new SQLException("no connection", "08001"));
                      })));
    }
    for (Future<Boolean> one : all) {
      assertThatThrownBy(() -> one.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
    assertThat(tries.stream().mapToInt(Integer::intValue).sum()).isEqualTo(MANY);
  }

  private boolean append(String name, String kind, Function<List<Appended>, Set<UUID>> write) {
    return group.append(tenant, appended(name, kind), write);
  }

  private static Appended appended(String name, String kind) {
    return new Appended(
        OutgoingEvent.of("t", name, "t", null, Instant.EPOCH, Map.of()), new Kind(kind));
  }

  private Set<UUID> write(List<Appended> batch) {
    statements.add(batch.stream().map(one -> one.event().key()).toList());
    return ids(batch);
  }

  private Set<UUID> writeSlowly(List<Appended> batch) {
    pause();
    write(batch);
    return ids(batch.stream().filter(one -> holds(one.event().key())).toList());
  }

  /** Whether the condition of the event of this name holds. */
  private static boolean holds(String name) {
    return !name.endsWith("7");
  }

  private static Set<UUID> ids(List<Appended> batch) {
    return batch.stream().map(one -> one.event().id()).collect(Collectors.toSet());
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
