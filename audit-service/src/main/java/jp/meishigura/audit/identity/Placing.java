package jp.meishigura.audit.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.identity.Belonging;
import jp.meishigura.audit.domain.identity.Directory;
import jp.meishigura.audit.domain.identity.Organization;
import jp.meishigura.audit.domain.identity.Place;
import jp.meishigura.audit.domain.identity.Readings;
import jp.meishigura.audit.domain.identity.Told;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Finds whose log events belong into. Of one reading: each account is asked for once, and what it
 * had before is remembered for when it is gone.
 */
final class Placing {

  private static final String CLIENT = "client:";

  private final Directory directory;
  private final Readings readings;
  private final TenantTransactions transactions;
  private final Instant now;
  private final Duration patience;
  private final Map<UUID, List<Organization>> asked = new HashMap<>();

  Placing(
      Directory directory,
      Readings readings,
      TenantTransactions transactions,
      Instant now,
      Duration patience) {
    this.directory = directory;
    this.readings = readings;
    this.transactions = transactions;
    this.now = now;
    this.patience = patience;
  }

  Place of(Told told) {
    return switch (told.belonging()) {
      case Belonging.OfPerson one -> {
        boolean young = told.at().isAfter(now.minus(patience));
        yield Place.of(one, account(one.person()), young);
      }
      case Belonging.OfClient one -> Place.of(one, client(one));
      case Belonging.OfOrganization one -> {
        Optional<Organization> there = directory.organization(one.organization());
        yield there.isPresent() ? new Place.In(List.of(there.get())) : new Place.Nowhere();
      }
      case Belonging.OfNobody _ -> new Place.Nowhere();
    };
  }

  private List<Organization> client(Belonging.OfClient one) {
    String name = CLIENT + one.client();
    UUID account = one.account();
    if (account == null) {
      return remembered(name);
    }
    List<Organization> theirs = account(account);
    if (one.client() != null && !theirs.isEmpty()) {
      remember(name, theirs);
    }
    return theirs;
  }

  private List<Organization> account(UUID account) {
    return asked.computeIfAbsent(
        account,
        id -> {
          List<Organization> theirs = directory.organizationsOf(id);
          if (theirs.isEmpty()) {
            return remembered(id.toString());
          }
          remember(id.toString(), theirs);
          return theirs;
        });
  }

  private List<Organization> remembered(String account) {
    return transactions.callAsSystem(() -> readings.remembered(account));
  }

  private void remember(String account, List<Organization> theirs) {
    var _ =
        transactions.callAsSystem(
            () -> {
              readings.remember(account, theirs);
              return true;
            });
  }
}
