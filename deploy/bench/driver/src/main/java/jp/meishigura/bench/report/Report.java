package jp.meishigura.bench.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import jp.meishigura.bench.Options;

/** The results as Markdown, readable on a terminal too. */
public record Report(Machine machine, Options options, Results results) {

  /** All tables. */
  public String tables() {
    return new CardReport(results.cards()).tables()
        + "\n"
        + new KeyReport(results.keys()).tables()
        + "\n"
        + new LogReport(results.log()).tables();
  }

  /** The file docs/benchmarks.md. */
  public String document() {
    return String.format(
        Locale.ROOT,
        """
        # Benchmarks

        Written by `make bench`, which measures all of it in one run and prints the same tables. Compare the ratios, not the
        rates: both sides ran on one machine, on one PostgreSQL and Keycloak, with the same tokens, in turns.

        | measured on | |
        | --- | --- |
        | date | %s |
        | processor | %s, %d cores for everything: both services, PostgreSQL, Kafka, Keycloak, OpenBao and the load |
        | memory | %s |
        | system | %s |
        | Java | %s |
        | PostgreSQL | %s |
        | load | closed loop, %d connections, %d rounds of %d s for each side, after each got no faster by warming up |

        %s
        After a round of creations the audit had caught up within %.1f s: outboxes empty, every record appended to the log.
        The next round begins only then, so that neither side pays for the other.

        ## What is compared

        * **ours**: contacts-service as `make up` starts it. A creation seals each value with the card's own key, writes blind
          indexes and commits the audit record with the card; a read decides at the gate, commits its audit record and then
          opens and masks what it may show. crypto-gateway, the relays and audit-service work on the same cores meanwhile.
        * **plain**: `deploy/bench/plain`, the same card as Quarkus and Panache keep it: a column for each field and a table for
          phones and e-mails, the tenant as a condition of the query, the same check of the same tokens, the same JSON. It seals
          nothing, locks nothing, records nothing, and answers a read with everything it has.
        * **microseconds of a core for each request**: what all processes together used during a round and until nothing of it was
          left to do, by the requests answered in it. It is what limits a machine whose cores are all at work, and it varies less than rates.
          PostgreSQL's is that of all databases; the load is the program that asks.
        * **by many**: four times as many callers. With few, ours rest while PostgreSQL's log reaches the disk, once in each read, which the
          plain service has no need for, and cores rest with them; with many, all cores are at work on both sides.
        * A read of a locked card shows a masked name and so does the answer to a creation: smaller answers than the plain ones.
          A read of an open card shows every value, the contact points masked. The plain service always shows a card in full.
        * **from withdrawal to lock**: from the answer of consent-service's page, which comes after the commit, until
          contacts-service has answered a reveal with 423. Reveals are asked for without a pause meanwhile, so the time of one
          refused reveal is part of it.
        * **a card of 12 values, per second and core**: `SealedFields` (place, key and nonce for each value, a new array for each
          result, the key zeroed at the end) beside `javax.crypto.Cipher` used again and again with the key made ready once per
          card, authenticated bytes laid out beforehand, a counter for nonces and one buffer for all results; the same plaintexts,
          keys and authenticated bytes. In turns on one thread, in its CPU time, the median of 41 rounds.
        * **transit for each value**: the design that comes to mind first. Each value is encrypted or decrypted by one call to
          the suite's key server, on the same connections. Ours fetches each card's key from crypto-gateway, on record, as
          contacts-service does, and then seals or opens here; the cache, which saves most of those calls, is left out.
        * **events a second, steadily**: audit records are committed to contacts-service's outbox every 10 ms, as that service does when
          many read at once, and go the usual way: relay, Kafka, the log, a checkpoint that Vault's key signs. An event counts from its
          commit until somebody who looks at `/log/checkpoint` every 10 ms sees one that covers it. The relay is not woken by the load and
          looks every 500 ms; requests wake it. At rates that it cannot keep up with, what waits grows.
        * **a backlog worked off**: 50,000 such records in one commit, until all are provable. Beside it `COPY` of the same rows into a
          table without index, order, tree, signature or tenant wall.
        * **checked**: deploy/verifier, on two cores, reads all entries and tiles of a log that lies in a folder and computes all hashes anew.
        """,
        LocalDate.now(ZoneOffset.UTC),
        machine.processor(),
        machine.cores(),
        machine.memory(),
        machine.system(),
        machine.java(),
        machine.postgres(),
        options.connections(),
        options.rounds(),
        options.length().toSeconds(),
        tables(),
        results.cards().backlog().toMillis() / 1000.0);
  }
}
