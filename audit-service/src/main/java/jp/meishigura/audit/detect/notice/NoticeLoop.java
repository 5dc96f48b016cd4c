package jp.meishigura.audit.detect.notice;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.NoticeBook.Channel;
import jp.meishigura.audit.domain.finding.NoticeBook.Notice;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.platform.problem.StackOnly;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells one tenant's findings by one channel, on a thread of its own: a receiver that is slow or
 * away holds up nobody else. What is told is marked afterwards: who is killed in between tells it
 * again, with the same id.
 */
final class NoticeLoop {

  private static final Logger LOG = Logger.getLogger(NoticeLoop.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final UUID tenant;
  private final Channel channel;
  private final Courier courier;
  private final NoticeSteps steps;
  private final NoticeConfig config;
  private volatile boolean running = true;
  private boolean onRecord;
  private @Nullable Thread thread;

  NoticeLoop(
      UUID tenant, Channel channel, Courier courier, NoticeSteps steps, NoticeConfig config) {
    this.tenant = tenant;
    this.channel = channel;
    this.courier = courier;
    this.steps = steps;
    this.config = config;
  }

  void start() {
    thread = Thread.ofVirtual().name("notices-" + channel).start(this::run);
  }

  void stop() throws InterruptedException {
    running = false;
    if (thread != null) {
      thread.interrupt();
      thread.join(PATIENCE);
    }
  }

  private void run() {
    while (running) {
      try {
        round();
        Thread.sleep(config.interval());
      } catch (InterruptedException e) {
        running = false;
      } catch (RuntimeException | Error e) {
        LOG.warnf("Findings wait to be told by %s: %s", channel, StackOnly.of(e));
        rest();
      }
    }
  }

  private void round() throws InterruptedException {
    Duration killed = config.firstPause().plus(config.timeout().multipliedBy(11));
    for (Notice notice : steps.take(tenant, channel, killed)) {
      Optional<ChainedEntry> entry = steps.entry(tenant, notice);
      if (entry.isEmpty()) {
        steps.givenUp(tenant, notice, channel);
      } else {
        tell(notice, entry.get());
      }
    }
  }

  private void tell(Notice notice, ChainedEntry entry) throws InterruptedException {
    try {
      if (!onRecord) {
        steps.begins(tenant, channel, courier.to(), entry);
        onRecord = true;
      }
      courier.deliver(notice.finding(), entry);
      steps.delivered(tenant, notice, channel);
    } catch (Courier.NotTaken e) {
      LOG.warnf(
          "Finding %s was not taken by %s, attempt %d: %s",
          notice.finding(), channel, notice.attempts(), e.getMessage());
      if (notice.attempts() >= config.attempts()) {
        steps.givenUp(tenant, notice, channel);
      } else {
        steps.again(tenant, notice, channel, pause(notice.attempts()));
      }
    }
  }

  private Duration pause(int attempts) {
    Duration pause = config.firstPause().multipliedBy(1L << Math.min(attempts - 1, 20));
    return pause.compareTo(config.longestPause()) > 0 ? config.longestPause() : pause;
  }

  private void rest() {
    try {
      Thread.sleep(config.firstPause());
    } catch (InterruptedException e) {
      running = false;
    }
  }
}
