package jp.meishigura.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.Port;
import jp.meishigura.local.Ports;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.Acr;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.keycloak.ClientLogin;
import jp.meishigura.local.keycloak.DemoLogin;
import jp.meishigura.local.keycloak.Issuer;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.suite.Sites;

/** One suite for all end-to-end tests, on ports and in a folder of its own. */
public final class SuiteUnderTest implements AutoCloseable {

  private static final Path DATA = Path.of("target", "suite").toAbsolutePath();

  private final Path repository = repository();
  private final int portBase = freePortBase();

  SuiteUnderTest() {
    up();
    try {
      new Detections(this).forTests();
    } catch (RuntimeException | Error e) {
      down();
      throw e;
    }
  }

  /** Starts what is not running, as {@code make up} does, and returns when all is healthy. */
  void up() {
    launch("up", "--detach", "--port-base", Integer.toString(portBase));
  }

  void down() {
    launch("down");
  }

  void stopPart(String part) {
    launch("stop-part", part);
  }

  void startPart(String part) {
    launch("start-part", part);
  }

  /** Starts a part under an environment, which goes before what the launcher configures. */
  void startPart(String part, Map<String, String> environment) {
    launch(environment, "start-part", part);
  }

  /** Ends a part as a power failure does. */
  void kill(String part) {
    try {
      ProcessHandle process = new Children(site().folders()).running(part).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
      launch("stop-part", part); // forgets the dead process
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Site site() {
    return new Sites(repository).apply(new Arguments(List.of("--data", DATA.toString())));
  }

  String url(Port port) {
    return site().ports().http(port);
  }

  /** A person's token for their own organization, with two factors. */
  String person(String name, Audience audience) {
    try {
      return login().token(name, audience).reveal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  String person(String name, Audience audience, String tenant, Acr acr) {
    try {
      return login().token(name, audience, tenant, acr).reveal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  String integrator(Audience audience, String tenant) {
    try {
      return new ClientLogin(Issuer.at(site().ports()), site().secrets())
          .token("integrator", audience, tenant)
          .reveal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The token of whoever rotates keys and seals tenants. */
  String keyOperator(String tenant) {
    try {
      return new ClientLogin(Issuer.at(site().ports()), site().secrets())
          .keyToken("key-operator", tenant)
          .reveal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private DemoLogin login() throws IOException {
    return DemoLogin.at(site().folders(), site().ports());
  }

  /** The launcher's answer; fails the test when the launcher fails. */
  String launch(String... words) {
    return launch(Map.of(), words);
  }

  private String launch(Map<String, String> environment, String... words) {
    List<String> command = new ArrayList<>();
    command.add(repository.resolve("deploy/local/launch").toString());
    command.addAll(Arrays.asList(words));
    command.addAll(List.of("--data", DATA.toString()));
    try {
      Path log = Files.createTempFile("launch", ".log");
      // A file, not a pipe: the servers that stay must not keep this process waiting for its end.
      ProcessBuilder launcher =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      launcher.environment().putAll(environment);
      int status = launcher.start().waitFor();
      String output = Files.readString(log);
      Files.delete(log);
      if (status != 0) {
        throw new AssertionError(String.join(" ", words) + " failed:\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    down();
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }

  private static int freePortBase() {
    for (int base = 11_400; base < 60_000; base += 1_000) {
      Ports ports = Ports.from(base);
      if (Arrays.stream(Port.values()).allMatch(ports::isFree)) {
        return base;
      }
    }
    throw new IllegalStateException("No free ports.");
  }

  static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("deploy/local/launch"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
