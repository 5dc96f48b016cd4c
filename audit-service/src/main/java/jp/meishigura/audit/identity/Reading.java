package jp.meishigura.audit.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.audit.domain.identity.Directory;
import jp.meishigura.audit.domain.identity.Meaning;
import jp.meishigura.audit.domain.identity.Organization;
import jp.meishigura.audit.domain.identity.Place;
import jp.meishigura.audit.domain.identity.ProviderEvent;
import jp.meishigura.audit.domain.identity.Readings;
import jp.meishigura.audit.domain.identity.Readings.Source;
import jp.meishigura.audit.domain.identity.Told;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of the provider's lists from a while before the newest event that was read to its end,
 * page by page. Whatever it is stopped at, the next one finds what is on record already.
 */
final class Reading {

  private final Directory directory;
  private final Readings readings;
  private final Recorder recorder;
  private final TenantTransactions transactions;
  private final IdentityConfig config;
  private final OwnLogins own;
  private final String operator;
  private final IdentityMeters meters;
  private final Clock clock;

  /**
   * @param operator the alias of the organization whose log takes what is no tenant's
   */
  Reading(
      Directory directory,
      Readings readings,
      Recorder recorder,
      TenantTransactions transactions,
      IdentityConfig config,
      OwnLogins own,
      String operator,
      IdentityMeters meters,
      Clock clock) {
    this.directory = directory;
    this.readings = readings;
    this.recorder = recorder;
    this.transactions = transactions;
    this.config = config;
    this.own = own;
    this.operator = operator;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @throws Directory.NotAnswered when the provider is away; what was read until then is on record
   */
  void run(Source source) {
    Instant from =
        newest(source).map(newest -> newest.minus(config.overlap())).orElse(Instant.EPOCH);
    int first = 0;
    while (true) {
      List<ProviderEvent> page = directory.events(source, from, first, config.page());
      take(source, page);
      if (page.size() < config.page()) {
        return;
      }
      // By time, and not by counting: events that come late or expire would shift what is counted.
      Instant last = page.getLast().at();
      first = last.isAfter(from) ? 0 : first + page.size();
      from = last;
    }
  }

  private Optional<Instant> newest(Source source) {
    return transactions.callAsSystem(() -> readings.newest(source));
  }

  private void take(Source source, List<ProviderEvent> page) {
    if (page.isEmpty()) {
      return;
    }
    Set<UUID> known =
        transactions.callAsSystem(
            () -> readings.known(page.stream().map(ProviderEvent::id).toList()));
    List<Told> news =
        page.stream().filter(one -> !known.contains(one.id())).map(Meaning::of).toList();
    List<UUID> done = record(source, news);
    Instant newest = earlier(page.getLast().at(), clock.instant());
    var _ =
        transactions.callAsSystem(
            () -> {
              if (!done.isEmpty()) {
                readings.add(source, done, newest);
              }
              readings.advance(source, newest);
              return true;
            });
  }

  /** What is dealt with; the rest waits for the next reading. */
  private List<UUID> record(Source source, List<Told> news) {
    Placing placing =
        new Placing(directory, readings, transactions, clock.instant(), config.patience());
    Map<Organization, List<Told>> byOrganization = new LinkedHashMap<>();
    List<UUID> done = new ArrayList<>();
    for (Told told : news) {
      List<Organization> places = places(told, placing);
      if (places != null) {
        places.forEach(
            one -> byOrganization.computeIfAbsent(one, _ -> new ArrayList<>()).add(told));
        done.add(told.source());
      }
    }
    byOrganization.forEach(
        (organization, events) -> meters.recorded(recorder.record(source, organization, events)));
    return done;
  }

  /** Nothing where it cannot be said yet. */
  private @Nullable List<Organization> places(Told told, Placing placing) {
    if (own.is(told)) {
      meters.own();
      return List.of();
    }
    return switch (placing.of(told)) {
      case Place.In in -> in.organizations();
      case Place.Nowhere _ -> List.of(directory.named(operator));
      case Place.Later _ -> null;
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
