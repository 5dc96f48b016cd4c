package jp.meishigura.bench.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import jp.meishigura.bench.load.ProcessorTime;
import jp.meishigura.local.Site;
import jp.meishigura.local.process.Children;

/**
 * The suite's processes and the plain service, each with its children, and this one, which makes
 * the load. What a child used that has ended is not seen: PostgreSQL's processes stay as long as
 * their connections, which pools keep.
 */
public final class Processes implements ProcessorTime {

  private final Children children;

  public Processes(Site site) {
    this.children = new Children(site.folders());
  }

  @Override
  public SortedMap<String, Duration> now() {
    SortedMap<String, Duration> all = new TreeMap<>();
    try {
      children
          .known()
          .forEach((name, pid) -> pid.process().ifPresent(one -> all.put(name, used(one))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Without its children: the plain service is one, and has a line of its own.
    all.put("the load", time(ProcessHandle.current()));
    return all;
  }

  private static Duration used(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(Processes::time)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration time(ProcessHandle one) {
    return one.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
