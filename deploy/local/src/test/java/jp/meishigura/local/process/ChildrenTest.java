package jp.meishigura.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.meishigura.local.Folders;
import jp.meishigura.local.LaunchException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
  private static final Command SLEEPER = Command.of(List.of("sleep", "60"));

  @TempDir Path folder;
  private Folders folders;
  private Children children;

  @BeforeEach
  void open() throws IOException {
    folders = new Folders(folder, folder.resolve("data")).create();
    children = new Children(folders);
  }

  @AfterEach
  void stopAll() throws IOException, InterruptedException {
    for (String name : children.known().keySet()) {
      children.stop(name);
    }
  }

  @Test
  void another_launcher_finds_and_stops_what_the_first_one_started() throws Exception {
    long pid = children.spawn("sleeper", SLEEPER).pid();
    Children other = new Children(folders);

    assertThat(other.running("sleeper"))
        .hasValueSatisfying(p -> assertThat(p.pid()).isEqualTo(pid));
    assertThat(other.stop("sleeper")).isTrue();

    assertThat(other.running("sleeper")).isEmpty();
    assertThat(children.known()).isEmpty();
    assertThat(other.stop("sleeper")).isFalse();
  }

  @Test
  void a_process_that_got_the_number_of_ours_is_never_stopped() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Instant earlier = Instant.now().minus(Duration.ofHours(1));
      new PidFile(stranger.pid(), earlier, "TERM").write(folders.run().resolve("kafka.pid"));

      assertThat(children.running("kafka")).isEmpty();
      assertThat(children.stop("kafka")).isFalse();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroy();
    }
  }

  @Test
  void a_process_can_be_asked_by_another_signal() throws Exception {
    // Not INT: whoever starts the build in the background has it ignored, and a shell cannot trap
    // what it was born ignoring.
    String script =
        "trap 'echo > asked; exit' USR1; trap '' TERM; echo > ready; while :; do sleep 0.05; done";
    Child child =
        children.spawn("stubborn", Command.of(List.of("bash", "-c", script)).stoppedBy("USR1"));
    child.await(Duration.ofSeconds(20), () -> Files.exists(folders.data().resolve("ready")));

    assertThat(children.stop("stubborn")).isTrue();

    assertThat(folders.data().resolve("asked")).exists();
    assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_part_that_ends_while_starting_is_reported_with_its_last_words() throws Exception {
    Child child =
        children.spawn("broken", Command.of(List.of("bash", "-c", "echo no such disk; exit 3")));

    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> child.await(Duration.ofSeconds(20), () -> false))
        .withMessageContaining("broken ended while starting")
        .withMessageContaining("broken.log")
        .withMessageContaining("no such disk");
  }

  @Test
  void a_part_that_never_answers_is_given_up() throws Exception {
    Child child = children.spawn("silent", SLEEPER);

    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(
            () ->
                child.await(
                    Duration.ofMillis(200),
                    () -> {
                      throw new IOException("refused");
                    }))
        .withMessageContaining("not ready");
  }

  @Test
  void nothing_starts_while_everything_is_being_stopped() {
    children.close();

    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> children.spawn("late", SLEEPER));
  }

  @Test
  void a_child_leads_a_session_of_its_own_so_that_ctrl_c_does_not_reach_it() throws Exception {
    Child child = children.spawn("sleeper", SLEEPER.with(Map.of("A", "b")));
    child.await(Duration.ofSeconds(5), () -> session(child.pid()) == child.pid());

    assertThat(session(child.pid())).isEqualTo(child.pid());
  }

  /** macOS has no setsid; its perl does the same. */
  @Test
  void without_setsid_perl_opens_the_session_and_keeps_the_number() throws Exception {
    List<String> words =
        new ArrayList<>(
            OwnSession.prefix(
                name -> name.equals("setsid") ? Optional.empty() : Programs.find(name)));
    assertThat(words.getFirst()).endsWith("/perl");
    words.addAll(SLEEPER.words());

    Process sleeper = new ProcessBuilder(words).start();
    try {
      Child child = new Child("sleeper", sleeper.toHandle(), children.log("sleeper"));
      child.await(Duration.ofSeconds(5), () -> name(sleeper.pid()).equals("sleep"));
      assertThat(session(sleeper.pid())).isEqualTo(sleeper.pid());
    } finally {
      sleeper.destroy();
    }
  }

  @Test
  void where_nothing_opens_a_session_the_command_runs_as_it_is() {
    assertThat(OwnSession.prefix(_ -> Optional.empty())).isEmpty();
  }

  private static String name(long pid) throws IOException, InterruptedException {
    return Programs.run(List.of("ps", "-o", "comm=", "-p", Long.toString(pid))).strip();
  }

  private static long session(long pid) throws IOException, InterruptedException {
    return Long.parseLong(
        Programs.run(List.of("ps", "-o", "sid=", "-p", Long.toString(pid))).strip());
  }
}
