package jp.meishigura.local.suite;

import java.io.IOException;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Part;
import jp.meishigura.local.Site;
import jp.meishigura.local.Verb;
import jp.meishigura.local.process.Children;

/** {@code stop-part} and {@code start-part}: one part of a suite that otherwise keeps running. */
final class PartVerb implements Verb {
  private final Sites sites;
  private final boolean start;

  private PartVerb(Sites sites, boolean start) {
    this.sites = sites;
    this.start = start;
  }

  static PartVerb starting(Sites sites) {
    return new PartVerb(sites, true);
  }

  static PartVerb stopping(Sites sites) {
    return new PartVerb(sites, false);
  }

  @Override
  public String name() {
    return start ? "start-part" : "stop-part";
  }

  @Override
  public String help() {
    return "PART  " + (start ? "starts" : "stops") + " one part; the others are left alone";
  }

  @Override
  public int run(Arguments arguments) throws IOException, InterruptedException {
    Site site = sites.apply(arguments);
    site.folders().create();
    Children children = new Children(site.folders());
    Suite suite = WholeSuite.of(site, children);
    Part part = suite.part(arguments.word("part"));
    if (!start) {
      suite.stop(part);
    } else if (children.running(part.name()).isPresent()) {
      throw new LaunchException(part.name() + " runs already.");
    } else {
      suite.start(part);
    }
    return 0;
  }
}
