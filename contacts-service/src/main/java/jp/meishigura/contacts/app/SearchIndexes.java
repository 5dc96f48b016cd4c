package jp.meishigura.contacts.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jp.meishigura.contacts.ContactsConfig;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.search.LuceneCardSearch;

/** The search indexes in memory, and their end: names in the clear stay no longer than needed. */
@Singleton
public class SearchIndexes {

  private static final long PAUSE_SECONDS = 30;

  private final LuceneCardSearch search;
  private final Clock clock;
  private final Duration idle;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("index-sweeper").daemon().factory());

  SearchIndexes(SearchFeed feed, Clock clock, ContactsConfig config) {
    this.search = new LuceneCardSearch(feed, config.indexedTenants());
    this.clock = clock;
    this.idle = config.indexIdle();
  }

  @Produces
  @Singleton
  CardSearch search() {
    return search;
  }

  void start(@Observes StartupEvent event) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> search.evictIdleSince(clock.instant().minus(idle)),
            PAUSE_SECONDS,
            PAUSE_SECONDS,
            TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
    search.close();
  }
}
