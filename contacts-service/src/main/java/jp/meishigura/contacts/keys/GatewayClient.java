package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SecretBytes;

/** crypto-gateway, as this service needs it. Whoever receives a key closes it. */
@ApplicationScoped
class GatewayClient {

  private final GatewayCall call;
  private final KeysConfig config;
  private final Forgettings forgettings;

  GatewayClient(GatewayCall call, KeysConfig config, Forgettings forgettings) {
    this.call = call;
    this.config = config;
    this.forgettings = forgettings;
  }

  /** A key for each subject; the same one when it has one already. */
  List<SubjectKey> create(Tenant tenant, List<UUID> subjects, KeyUse use) {
    return subjectKeys(
        tenant,
        "/v1/subject-keys",
        new GatewayBodies.CreateKeys(subjects, use.actor(), use.purpose(), use.reason().slug()));
  }

  /** A further key for each subject. */
  List<SubjectKey> renew(Tenant tenant, List<UUID> subjects, KeyUse use) {
    return subjectKeys(
        tenant,
        "/v1/subject-keys/renew",
        new GatewayBodies.RenewKeys(subjects, use.actor(), use.reason().slug()));
  }

  /** Removes older keys of their subjects; those of these that are gone now. */
  List<UUID> retire(Tenant tenant, List<UUID> keyIds, KeyUse use) {
    return call.post(
            tenant,
            "/v1/subject-keys/retire",
            new GatewayBodies.RetireKeys(keyIds, use.actor(), use.reason().slug()),
            GatewayBodies.RetiredKeysBody.class)
        .retired();
  }

  /** Removes an older version of the index keys. */
  void retireIndexKey(Tenant tenant, int version, KeyUse use) {
    var _ =
        call.post(
            tenant,
            "/v1/index-keys/retire",
            new GatewayBodies.RetireIndexKey(version, use.actor(), use.reason().slug()),
            GatewayBodies.RetiredIndexKeyBody.class);
  }

  /**
   * What there is of the keys that were asked for; those in neither exist no more.
   *
   * @param broken that crypto-gateway has and cannot unwrap
   */
  record Released(List<SubjectKey> keys, List<UUID> broken) {}

  /** The keys with these ids, as far as they still exist. */
  Released release(Tenant tenant, List<UUID> keyIds, KeyUse use) {
    long asked = forgettings.of(tenant.id());
    GatewayBodies.SubjectKeysBody answer =
        call.post(
            tenant,
            "/v1/subject-keys/release",
            new GatewayBodies.ReleaseKeys(keyIds, use.actor(), use.purpose(), use.reason().slug()),
            GatewayBodies.SubjectKeysBody.class);
    return new Released(
        keys(answer, asked), Objects.requireNonNullElse(answer.broken(), List.<UUID>of()));
  }

  /** Of each field all versions, the newest first. */
  List<IndexKey> indexKeys(Tenant tenant, List<String> fields, KeyUse use) {
    GatewayBodies.IndexKeysBody answer =
        call.post(
            tenant,
            "/v1/index-keys/release",
            new GatewayBodies.ReleaseIndexKeys(
                fields, use.actor(), use.purpose(), use.reason().slug()),
            GatewayBodies.IndexKeysBody.class);
    return answer.keys().stream()
        .map(one -> new IndexKey(one.field(), one.version(), SecretBytes.owning(one.key())))
        .toList();
  }

  /** Destroys all keys of these subjects for good. */
  List<Destruction.Destroyed> destroy(
      Tenant tenant, List<UUID> subjects, UUID order, String actor) {
    return call
        .post(
            tenant,
            "/v1/subject-keys/destroy",
            new GatewayBodies.DestroyKeys(subjects, actor, "erasure", order),
            GatewayBodies.TombstonesBody.class,
            config.destroyTimeout())
        .tombstones()
        .stream()
        .map(one -> new Destruction.Destroyed(one.order(), one.destroyedAt(), one.published()))
        .toList();
  }

  private List<SubjectKey> subjectKeys(Tenant tenant, String path, Object body) {
    long asked = forgettings.of(tenant.id());
    return keys(call.post(tenant, path, body, GatewayBodies.SubjectKeysBody.class), asked);
  }

  private static List<SubjectKey> keys(GatewayBodies.SubjectKeysBody answer, long asked) {
    return answer.keys().stream()
        .map(
            one -> new SubjectKey(one.subject(), one.keyId(), SecretBytes.owning(one.key()), asked))
        .toList();
  }
}
