package jp.meishigura.local.suite;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.Part;
import jp.meishigura.local.Site;
import jp.meishigura.local.Verb;
import jp.meishigura.local.process.Children;

/** {@code status}: which parts run. */
final class StatusVerb implements Verb {
  private final Sites sites;

  StatusVerb(Sites sites) {
    this.sites = sites;
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String help() {
    return "[--data DIR]  which parts run; the exit status is 0 when all do";
  }

  @Override
  public int run(Arguments arguments) throws IOException {
    Site site = sites.apply(arguments);
    Children children = new Children(site.folders());
    boolean all = true;
    for (Part part : WholeSuite.of(site, children).parts()) {
      Optional<ProcessHandle> process = children.running(part.name());
      all &= process.isPresent() || part.ports().isEmpty();
      String ports =
          part.ports().stream()
              .map(port -> Integer.toString(site.ports().of(port)))
              .collect(Collectors.joining(", "));
      System.out.printf(
          Locale.ROOT,
          "  %-17s %-8s %-12s %s%n",
          part.name(),
          process.isPresent() ? "running" : "stopped",
          process.map(p -> "pid " + p.pid()).orElse(""),
          ports);
    }
    return all ? 0 : 1;
  }
}
