package jp.meishigura.contacts.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.sealed.IndexDigest;
import jp.meishigura.contacts.domain.sealed.IndexTerm;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.KeyedDigest;

/** Keyed digests: equality of what is sealed, for those with the tenant's key only. */
@ApplicationScoped
public class BlindIndexes {

  /** Not a field of cards: its key digests requests, to know them when they are sent again. */
  private static final String REQUEST = "request";

  private static final List<String> FIELDS =
      List.of(Field.PHONE.slug(), Field.EMAIL.slug(), REQUEST);

  private final GatewayClient gateway;
  private final IndexKeyCache cache;
  private final Forgettings forgettings;
  private final StoppedPeople stopped;
  private final Map<UUID, ReentrantLock> locks = new ConcurrentHashMap<>();

  public BlindIndexes(
      GatewayClient gateway, IndexKeyCache cache, Forgettings forgettings, StoppedPeople stopped) {
    this.stopped = stopped;
    this.gateway = gateway;
    this.cache = cache;
    this.forgettings = forgettings;
  }

  /** What is written for a card: each term under the newest key. */
  public List<IndexDigest> newest(Tenant tenant, String actor, List<IndexTerm> terms) {
    if (terms.isEmpty()) {
      return List.of();
    }
    return use(
        tenant,
        actor,
        keys ->
            terms.stream()
                .map(term -> digest(keys, term, keys.versions(term.field().slug()).getFirst()))
                .toList());
  }

  /** What is looked for: the term under every key that may have been the newest once. */
  public List<IndexDigest> all(Tenant tenant, String actor, IndexTerm term) {
    return use(
        tenant,
        actor,
        keys ->
            keys.versions(term.field().slug()).stream()
                .map(version -> digest(keys, term, version))
                .toList());
  }

  /**
   * Begins a digest of a request, to know it when it is sent again. Keyed, because a plain digest
   * of so little would let a thief try phone numbers.
   */
  public RequestDigest requestDigest(Tenant tenant, String actor) {
    return use(tenant, actor, keys -> requestDigest(keys, keys.versions(REQUEST).getFirst()));
  }

  /** The same under a version that may have ended: empty then. */
  public Optional<RequestDigest> requestDigest(Tenant tenant, String actor, int version) {
    return use(
        tenant,
        actor,
        keys ->
            keys.versions(REQUEST).contains(version)
                ? Optional.of(requestDigest(keys, version))
                : Optional.empty());
  }

  private static RequestDigest requestDigest(TenantIndexKeys keys, int version) {
    return new RequestDigest(version, keys.digest(REQUEST, version));
  }

  /** Which versions of the index keys crypto-gateway has now, the newest first. */
  public List<Integer> versions(Tenant tenant, String actor) {
    cache.forget(tenant.id());
    return use(tenant, actor, keys -> List.copyOf(keys.versions(REQUEST)));
  }

  private static IndexDigest digest(TenantIndexKeys keys, IndexTerm term, int version) {
    KeyedDigest digest = keys.digest(term.field().slug(), version);
    digest.update(term.normal().getBytes(UTF_8));
    return new IndexDigest(term.field(), version, digest.end());
  }

  private <T> T use(Tenant tenant, String actor, Function<TenantIndexKeys, T> work) {
    stopped.check(tenant, actor);
    while (true) {
      Optional<T> result = keys(tenant, actor).use(work);
      if (result.isPresent()) {
        return result.get();
      }
    }
  }

  /** One asks crypto-gateway and the tenant's others wait; nobody who forgets keys does. */
  private TenantIndexKeys keys(Tenant tenant, String actor) {
    Optional<TenantIndexKeys> known = cache.of(tenant.id());
    if (known.isPresent()) {
      return known.get();
    }
    ReentrantLock asking = locks.computeIfAbsent(tenant.id(), _ -> new ReentrantLock());
    asking.lock();
    try {
      return cache.of(tenant.id()).orElseGet(() -> fetch(tenant, actor));
    } finally {
      asking.unlock();
    }
  }

  private TenantIndexKeys fetch(Tenant tenant, String actor) {
    KeyUse use = new KeyUse(actor, null, KeyUse.Reason.SEARCH_INDEX);
    while (true) {
      long asked = forgettings.of(tenant.id());
      TenantIndexKeys fetched = cache.keep(tenant.id(), gateway.indexKeys(tenant, FIELDS, use));
      if (asked == forgettings.of(tenant.id())) {
        return fetched;
      }
      cache.forget(tenant.id());
    }
  }
}
