package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.process.Children;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the launcher leaves on a machine. */
@ExtendWith(WithSuite.class)
class HousekeepingTest {

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private static List<String> cards(SuiteUnderTest suite) {
    return given()
        .header("Authorization", "Bearer " + suite.person("hanako", Audience.CONTACTS))
        .get(suite.url(Port.CONTACTS) + "/v1/cards?limit=1")
        .then()
        .statusCode(200)
        .extract()
        .path("items.id");
  }

  @Test
  void the_data_survive_down_and_up_and_nothing_of_ours_stays_behind(SuiteUnderTest suite)
      throws IOException {
    given()
        .header("Authorization", "Bearer " + suite.integrator(Audience.CONTACTS, "aozora"))
        .contentType("text/csv; charset=utf-8")
        .body("氏名,会社名\n残留 試,試験商会\n")
        .post(suite.url(Port.CONTACTS) + "/v1/imports")
        .then()
        .statusCode(200);
    List<String> before = cards(suite);
    assertThat(before).hasSize(1);
    List<ProcessHandle> parts = running(suite);
    assertThat(parts).hasSizeGreaterThanOrEqualTo(9);

    suite.down();
    assertThat(parts).noneMatch(HousekeepingTest::runs);
    assertThat(
            ProcessHandle.allProcesses()
                .filter(process -> mentions(process, suite.site().folders().data())))
        .isEmpty();

    suite.up();
    assertThat(cards(suite)).isEqualTo(before);
  }

  @Test
  void a_second_up_says_that_it_runs_and_starts_nothing(SuiteUnderTest suite) throws IOException {
    List<Long> before = running(suite).stream().map(ProcessHandle::pid).sorted().toList();
    assertThat(suite.launch("up")).contains("already up");
    assertThat(running(suite).stream().map(ProcessHandle::pid).sorted().toList()).isEqualTo(before);
  }

  @Test
  void nobody_else_can_read_the_data_folder_or_a_secret(SuiteUnderTest suite) throws IOException {
    Path data = suite.site().folders().data();
    assertThat(Files.getPosixFilePermissions(data))
        .containsExactlyInAnyOrder(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
    try (Stream<Path> secrets = Files.walk(suite.site().folders().secrets())) {
      assertThat(secrets.filter(Files::isRegularFile).toList())
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))
                      .doesNotContainAnyElementsOf(OTHERS)
                      .doesNotContain(PosixFilePermission.GROUP_READ));
    }
  }

  @Test
  void everything_listens_on_loopback_only(SuiteUnderTest suite) throws IOException {
    List<String> open = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table)).stream().skip(1).toList()) {
        String[] columns = line.strip().split("\\s+", -1);
        boolean listening = columns[3].equals("0A");
        String[] local = columns[1].split(":", -1);
        int port = Integer.parseInt(local[1], 16);
        if (listening && ours(suite, port) && !loopback(local[0])) {
          open.add(columns[1]);
        }
      }
    }
    assertThat(open).isEmpty();
  }

  private static boolean ours(SuiteUnderTest suite, int port) {
    return Stream.of(Port.values()).anyMatch(one -> suite.site().ports().of(one) == port);
  }

  /** 127.0.0.1, ::1 and ::ffff:127.0.0.1 as the kernel writes them. */
  private static boolean loopback(String address) {
    return address.equals("0100007F")
        || address.equals("00000000000000000000000001000000")
        || address.equals("0000000000000000FFFF00000100007F");
  }

  private static List<ProcessHandle> running(SuiteUnderTest suite) throws IOException {
    Children children = new Children(suite.site().folders());
    List<ProcessHandle> running = new ArrayList<>();
    for (String name : children.known().keySet()) {
      children.running(name).ifPresent(running::add);
    }
    return running;
  }

  /** A process that ended but was not yet collected by its parent has no command line any more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && !commandLine(process).isEmpty();
  }

  private static boolean mentions(ProcessHandle process, Path data) {
    return commandLine(process).contains(data.toString());
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // ended, or somebody else's
    }
  }
}
