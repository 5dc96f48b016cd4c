package jp.meishigura.contacts.keys;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of crypto-gateway's API. Keys are byte arrays, so that none becomes a string. */
final class GatewayBodies {

  private GatewayBodies() {}

  record CreateKeys(List<UUID> subjects, String actor, @Nullable String purpose, String reason) {}

  record ReleaseKeys(List<UUID> keyIds, String actor, @Nullable String purpose, String reason) {}

  record ReleaseIndexKeys(
      List<String> fields, String actor, @Nullable String purpose, String reason) {}

  record RenewKeys(List<UUID> subjects, String actor, String reason) {}

  record RetireKeys(List<UUID> keyIds, String actor, String reason) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record RetiredKeysBody(List<UUID> retired) {}

  record RetireIndexKey(int version, String actor, String reason) {}

  record RetiredIndexKeyBody(int version) {}

  record DestroyKeys(List<UUID> subjects, String actor, String reason, UUID order) {}

  record TombstoneBody(UUID subject, UUID order, Instant destroyedAt, boolean published) {}

  record TombstonesBody(List<TombstoneBody> tombstones) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record SubjectKeyBody(UUID subject, UUID keyId, byte[] key) {}

  /**
   * @param broken what crypto-gateway stores and cannot unwrap; an older one does not say
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SubjectKeysBody(
      List<SubjectKeyBody> keys, @Nullable List<UUID> missing, @Nullable List<UUID> broken) {}

  record IndexKeyBody(String field, int version, byte[] key) {}

  record IndexKeysBody(List<IndexKeyBody> keys) {}
}
