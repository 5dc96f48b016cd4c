package jp.meishigura.gateway.api;

import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.release.KeyRetirement;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * @param retired ids of which there is no key any more, since now or since before
 * @param kept ids of keys that are the newest of their subject, and stay
 */
@Schema(requiredProperties = {"retired", "kept"})
record RetiredKeys(List<UUID> retired, List<UUID> kept) {

  static RetiredKeys of(KeyRetirement.Outcome outcome) {
    return new RetiredKeys(outcome.retired(), outcome.kept());
  }
}
