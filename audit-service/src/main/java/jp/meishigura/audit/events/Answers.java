package jp.meishigura.audit.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.domain.sequence.Heard;
import jp.meishigura.audit.domain.sequence.Heard.Numbered;
import jp.meishigura.audit.domain.sequence.Streams;
import jp.meishigura.audit.domain.sequence.Streams.Stream;
import jp.meishigura.platform.audit.Receipts;
import jp.meishigura.platform.outbox.OutgoingEvent;
import org.jboss.logging.Logger;

/** Checks producers' numbers, in the transaction of the append, and makes out the receipts. */
@ApplicationScoped
public class Answers {

  private static final Logger LOG = Logger.getLogger(Answers.class);

  private final Streams streams;
  private final Clock clock;

  Answers(Streams streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  /**
   * A record that is in the log.
   *
   * @param fresh whether it was appended just now
   */
  record Placed(Stream stream, long number, UUID event, long leafIndex, boolean fresh) {}

  /** A receipt for each stream, in the order in which its records came. */
  List<OutgoingEvent> receipts(List<Placed> placed) {
    Map<Stream, List<Placed>> byStream = new LinkedHashMap<>();
    placed.forEach(one -> byStream.computeIfAbsent(one.stream(), _ -> new ArrayList<>()).add(one));
    Instant now = clock.instant();
    List<OutgoingEvent> receipts = new ArrayList<>();
    byStream.forEach(
        (stream, records) ->
            receipts.add(
                OutgoingEvent.of(
                    Receipts.TOPIC,
                    stream.producer(),
                    Receipts.TYPE,
                    stream.id().toString(),
                    now,
                    new Receipts(
                        stream.producer(), stream.id(), hear(stream, records), runs(records)))));
    return receipts;
  }

  /** Whether numbers came again for other events. */
  private boolean hear(Stream stream, List<Placed> records) {
    Heard before = streams.heard(stream);
    Heard.News news =
        before.hear(records.stream().map(one -> new Numbered(one.number(), one.fresh())).toList());
    streams.keep(stream, before, news);
    news.gaps()
        .forEach(
            gap ->
                LOG.warnf(
                    "%s: numbers %d to %d of stream %s have not come",
                    stream.producer(), gap.first(), gap.end() - 1, stream.id()));
    boolean reused = !news.reused().isEmpty();
    if (reused) {
      LOG.warnf(
          "%s: numbers of stream %s came again for other events, as from an older copy of its"
              + " database",
          stream.producer(), stream.id());
    }
    return reused;
  }

  private static List<Receipts.Run> runs(List<Placed> records) {
    List<Receipts.Run> runs = new ArrayList<>();
    List<UUID> events = new ArrayList<>();
    Placed first = records.getFirst();
    for (Placed one : records) {
      if (one.number() - first.number() != events.size()
          || one.leafIndex() - first.leafIndex() != events.size()) {
        runs.add(new Receipts.Run(first.number(), first.leafIndex(), List.copyOf(events)));
        events.clear();
        first = one;
      }
      events.add(one.event());
    }
    runs.add(new Receipts.Run(first.number(), first.leafIndex(), List.copyOf(events)));
    return runs;
  }
}
