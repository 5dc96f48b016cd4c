package jp.meishigura.bench.load;

import java.time.Duration;
import java.util.SortedMap;

/** How long the processor has worked for each process since that began, by the processes' names. */
@FunctionalInterface
public interface ProcessorTime {
  SortedMap<String, Duration> now();
}
