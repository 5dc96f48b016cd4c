package jp.meishigura.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import jp.meishigura.bench.card.CardService;
import jp.meishigura.bench.card.SampleCards;
import jp.meishigura.bench.consent.OpenCards;
import jp.meishigura.bench.keys.KeyBench;
import jp.meishigura.bench.keys.KeyResults;
import jp.meishigura.bench.load.ClosedLoop;
import jp.meishigura.bench.load.Comparison;
import jp.meishigura.bench.load.Latencies;
import jp.meishigura.bench.load.Load;
import jp.meishigura.bench.log.LogBench;
import jp.meishigura.bench.log.LogResults;
import jp.meishigura.bench.report.CardResults;
import jp.meishigura.bench.report.Machine;
import jp.meishigura.bench.report.Report;
import jp.meishigura.bench.report.Results;
import jp.meishigura.bench.servers.Backlog;
import jp.meishigura.bench.servers.FreshToken;
import jp.meishigura.bench.servers.PlainService;
import jp.meishigura.bench.servers.Processes;
import jp.meishigura.local.Port;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.keycloak.ClientLogin;
import jp.meishigura.local.keycloak.DemoLogin;
import jp.meishigura.local.keycloak.Issuer;

/** Everything that is measured, in its order. */
final class Bench {
  private static final String TENANT = "aozora";

  /** Reads go to so many cards, on both sides. */
  private static final int CARDS_READ = 5_000;

  /**
   * So many times the connections: more than the cores can serve at once, whoever waits for disks.
   */
  private static final int MANY = 4;

  private static final int WITHOUT_GAIN = 4;
  private static final double GAIN = 1.03;
  private static final Duration WARM_UP_STEP = Duration.ofSeconds(5);
  private static final int MOST_WARM_UP_STEPS = 24;

  /** Long enough for a maximum to mean something, short enough for six of them. */
  private static final Duration LOG_STEP = Duration.ofSeconds(15);

  private final Options options;
  private final Site site;

  Bench(Options options, Site site) {
    this.options = options;
    this.site = site;
  }

  /** Sealing and keys alone. */
  KeyResults keys() throws IOException, SQLException, InterruptedException {
    try (ClosedLoop loop = new ClosedLoop(options.connections());
        Backlog backlog = new Backlog(site)) {
      return keys(loop, backlog);
    }
  }

  /** The log alone. */
  LogResults log() throws IOException, SQLException, InterruptedException {
    ClientLogin clients = new ClientLogin(Issuer.at(site.ports()), site.secrets());
    FreshToken integrator =
        new FreshToken(() -> clients.token("integrator", Audience.CONTACTS, TENANT));
    CardService ours = new CardService(URI.create(site.ports().http(Port.CONTACTS)), integrator);
    try (ClosedLoop loop = new ClosedLoop(1);
        Backlog backlog = new Backlog(site)) {
      // Makes the tenant known.
      loop.run(ours.creations(new SampleCards()), Duration.ofSeconds(1));
      backlog.drain();
      return log(backlog);
    }
  }

  private LogResults log(Backlog backlog) throws IOException, SQLException, InterruptedException {
    say("the log, from outbox to checkpoint");
    return new LogBench(site, backlog, LOG_STEP).run();
  }

  private KeyResults keys(ClosedLoop loop, Backlog backlog)
      throws IOException, InterruptedException {
    say("sealing, opening and keys");
    ClientLogin clients = new ClientLogin(Issuer.at(site.ports()), site.secrets());
    FreshToken token = new FreshToken(() -> clients.keyToken("contacts-service", TENANT));
    return new KeyBench(site, token, loop, backlog, options.length()).run();
  }

  Report run() throws IOException, SQLException, InterruptedException {
    CardResults cards = cards();
    try (ClosedLoop loop = new ClosedLoop(options.connections());
        Backlog backlog = new Backlog(site)) {
      Results results = new Results(cards, keys(loop, backlog), log(backlog));
      return new Report(Machine.of(site), options, results);
    }
  }

  /** Cards alone. */
  CardResults cards() throws IOException, SQLException, InterruptedException {
    URI plainUri = new PlainService(site).start();
    URI oursUri = URI.create(site.ports().http(Port.CONTACTS));
    ClientLogin clients = new ClientLogin(Issuer.at(site.ports()), site.secrets());
    DemoLogin people = DemoLogin.at(site.folders(), site.ports());
    FreshToken integrator =
        new FreshToken(() -> clients.token("integrator", Audience.CONTACTS, TENANT));
    FreshToken member = new FreshToken(() -> people.token("hanako", Audience.CONTACTS));
    FreshToken officer = new FreshToken(() -> people.token("rei", Audience.CONSENT));
    CardService ours = new CardService(oursUri, integrator);
    CardService plain = new CardService(plainUri, integrator);
    try (ClosedLoop loop = new ClosedLoop(options.connections());
        ClosedLoop many = new ClosedLoop(options.connections() * MANY);
        Backlog backlog = new Backlog(site);
        OpenCards open = new OpenCards(site.ports(), officer, new CardService(oursUri, member))) {
      CardService.Creation oursCreated = ours.creations(new SampleCards());
      CardService.Creation plainCreated = plain.creations(new SampleCards());
      Comparison creations = compare("creating cards", loop, oursCreated, plainCreated, backlog);
      Duration caughtUp = backlog.longest();
      List<String> plainIds = plainCreated.last(CARDS_READ);
      Load lockedReads = ours.reads(oursCreated.last(CARDS_READ), "");
      Load plainReads = plain.reads(plainIds, "");
      Comparison locked = compare("reading locked cards", loop, lockedReads, plainReads, backlog);
      Comparison lockedOfMany =
          compare("reading locked cards, many", many, lockedReads, plainReads, backlog);
      say("asking " + options.withdrawals() + " people for their consent");
      open.prepare(options.withdrawals());
      Load openReads = ours.reads(open.ids(), open.query());
      Load asManyPlain =
          plain.reads(plainIds.subList(0, Math.min(plainIds.size(), open.ids().size())), "");
      Comparison opened = compare("reading open cards", loop, openReads, asManyPlain, backlog);
      Comparison openedOfMany =
          compare("reading open cards, many", many, openReads, asManyPlain, backlog);
      say("withdrawing");
      Latencies withdrawals = open.withdraw();
      return new CardResults(
          creations, locked, opened, lockedOfMany, openedOfMany, withdrawals, caughtUp);
    }
  }

  private Comparison compare(String what, ClosedLoop loop, Load ours, Load plain, Backlog backlog)
      throws InterruptedException {
    say(what + ": warming up");
    warmUp(loop, ours, backlog);
    warmUp(loop, plain, backlog);
    backlog.forget();
    say(what + ": measuring");
    Comparison both =
        Comparison.run(
            loop,
            ours,
            plain,
            options.rounds(),
            options.length(),
            backlog::drain,
            new Processes(site));
    say(
        String.format(
            Locale.ROOT,
            "%s: %.0f a second, the plain service %.0f; %.0f us of a core, the plain service %.0f",
            what,
            both.ours().rate(),
            both.plain().rate(),
            both.ours().microseconds(),
            both.plain().microseconds()));
    return both;
  }

  /**
   * The first requests of a JVM are its compiler's: 40,000 of ours before a read costs a quarter of
   * what the first did. Each side is loaded until it gets no faster.
   */
  private static void warmUp(ClosedLoop loop, Load load, Backlog backlog)
      throws InterruptedException {
    double best = 0;
    int withoutGain = 0;
    for (int i = 0; i < MOST_WARM_UP_STEPS && withoutGain < WITHOUT_GAIN; i++) {
      double rate = loop.run(load, WARM_UP_STEP).rate();
      withoutGain = rate > best * GAIN ? 0 : withoutGain + 1;
      best = Math.max(best, rate);
    }
    backlog.drain();
  }

  private static void say(String text) {
    System.out.println("  " + text);
  }
}
