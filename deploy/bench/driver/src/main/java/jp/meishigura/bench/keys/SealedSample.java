package jp.meishigura.bench.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.platform.seal.Place;
import jp.meishigura.platform.seal.SealBroken;
import jp.meishigura.platform.seal.SealedFields;
import jp.meishigura.platform.seal.SecretBytes;

/** Our side: seals and opens a card as contacts-service does, value by value. */
final class SealedSample {

  private final SealedFields seals = new SealedFields();
  private final UUID tenant = UUID.randomUUID();

  /** The key is taken over, as one that came from crypto-gateway is, and zeroed at the end. */
  List<byte[]> seal(SampleCard card, UUID subject, UUID keyId, byte[] key) {
    List<byte[]> sealed = new ArrayList<>(SampleCard.FIELDS);
    try (SecretBytes secret = SecretBytes.owning(key)) {
      for (int at = 0; at < SampleCard.FIELDS; at++) {
        Place place = new Place(tenant, subject, card.names().get(at));
        sealed.add(seals.seal(keyId, secret, place, card.plaintexts().get(at)));
      }
    }
    return sealed;
  }

  /** How many bytes there were inside. */
  int open(SampleCard card, UUID subject, byte[] key, List<byte[]> sealed) {
    int length = 0;
    try (SecretBytes secret = SecretBytes.owning(key)) {
      for (int at = 0; at < SampleCard.FIELDS; at++) {
        Place place = new Place(tenant, subject, card.names().get(at));
        length += seals.open(secret, place, sealed.get(at)).length;
      }
    } catch (SealBroken e) {
      throw new IllegalStateException(e);
    }
    return length;
  }

  UUID tenant() {
    return tenant;
  }
}
