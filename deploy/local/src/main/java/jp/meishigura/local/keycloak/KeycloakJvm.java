package jp.meishigura.local.keycloak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.local.process.Command;

/**
 * Keycloak's command line, as its {@code kc.sh} would write it. The script stays between us and the
 * server for as long as it runs, so that killing it would leave the server behind: we do without.
 */
final class KeycloakJvm {
  private KeycloakJvm() {}

  /**
   * @param dist the unpacked distribution
   * @param home holds {@code data}; its {@code lib} is that of the distribution
   * @param arguments Keycloak's own
   */
  static Command command(Path dist, Path home, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-Xms64m",
                "-Xmx384m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+UseSerialGC",
                // The second compiler pays only under a load that one person does not make.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + dist.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-cp",
                dist.resolve("lib").resolve("quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    words.addAll(List.of(arguments));
    return Command.java(words);
  }
}
