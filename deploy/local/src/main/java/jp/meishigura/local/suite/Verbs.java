package jp.meishigura.local.suite;

import java.nio.file.Path;
import java.util.List;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Verb;
import jp.meishigura.local.keycloak.TokenVerb;

/** Everything the launcher can be asked to do. */
public final class Verbs {
  private Verbs() {}

  public static List<Verb> all() {
    Path repository = repository();
    Sites sites = new Sites(repository);
    return List.of(
        new UpVerb(sites),
        new DownVerb(sites),
        new DemoVerb(sites),
        new StatusVerb(sites),
        PartVerb.stopping(sites),
        PartVerb.starting(sites),
        new TokenVerb(sites),
        new StandVerb(repository));
  }

  /** The launch script names the working copy it belongs to. */
  private static Path repository() {
    String repository = System.getProperty("meishigura.repository");
    if (repository == null) {
      throw new LaunchException("Start the launcher by deploy/local/launch.");
    }
    return Path.of(repository);
  }
}
