package jp.meishigura.local.postgres;

import java.util.Locale;
import jp.meishigura.local.LaunchException;

/**
 * The archive with PostgreSQL's programs for one kind of machine. The profiles of this module's pom
 * put that of the machine at hand on the class path, and no other.
 *
 * @param resource its name on the class path
 */
record PostgresArchive(String resource) {
  /** That of the machine we run on. */
  static PostgresArchive here() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /**
   * That of a machine as Java describes it.
   *
   * @param system {@code os.name}
   * @param machine {@code os.arch}
   * @throws LaunchException when there is none
   */
  static PostgresArchive of(String system, String machine) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.equals("linux")) {
      return new PostgresArchive("/postgres-linux-" + cpu(system, machine) + ".txz");
    }
    if (name.startsWith("mac")) {
      return new PostgresArchive("/postgres-darwin-" + cpu(system, machine) + ".txz");
    }
    throw none(system, machine);
  }

  /** Java calls the same processor by another name on each system. */
  private static String cpu(String system, String machine) {
    return switch (machine.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> throw none(system, machine);
    };
  }

  private static LaunchException none(String system, String machine) {
    return new LaunchException(
        "There are no PostgreSQL binaries for this machine ("
            + system
            + ", "
            + machine
            + "): Linux or macOS on x86-64 or arm64 is needed.");
  }
}
