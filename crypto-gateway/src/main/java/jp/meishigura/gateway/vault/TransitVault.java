package jp.meishigura.gateway.vault;

import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import io.github.jopenlibs.vault.response.LogicalResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.KeyVault;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.platform.seal.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * Vault's transit engine with a derived key: the tenant's id is the context, so that what was
 * wrapped for one tenant does not unwrap for another.
 *
 * <p>JSON carries secrets as text, which cannot be zeroed: for the short life of a request a copy
 * stays behind for the garbage collector. That is why Vault is asked per tenant and not per card.
 */
@ApplicationScoped
public class TransitVault implements KeyVault {

  private final VaultClient client;
  private final VaultSession session;
  private final String mount;
  private final String key;

  public TransitVault(VaultClient client, VaultSession session, Config config) {
    this.client = client;
    this.session = session;
    this.mount = config.vault().transitMount();
    this.key = config.vault().transitKey();
  }

  @Override
  public String wrap(UUID tenant, SecretBytes plain) {
    JsonObject item = item(tenant, "plaintext", Base64.getEncoder().encodeToString(plain.expose()));
    return batch("encrypt", List.of(item), "ciphertext").getFirst();
  }

  @Override
  public List<SecretBytes> unwrap(UUID tenant, List<String> wrapped) {
    List<JsonObject> items = wrapped.stream().map(one -> item(tenant, "ciphertext", one)).toList();
    return batch("decrypt", items, "plaintext").stream()
        .map(text -> SecretBytes.owning(Base64.getDecoder().decode(text)))
        .toList();
  }

  private static JsonObject item(UUID tenant, String member, String value) {
    byte[] context =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(tenant.getMostSignificantBits())
            .putLong(tenant.getLeastSignificantBits())
            .array();
    return new JsonObject()
        .add(member, value)
        .add("context", Base64.getEncoder().encodeToString(context));
  }

  private List<String> batch(String operation, List<JsonObject> items, String wanted) {
    JsonArray input = new JsonArray();
    items.forEach(input::add);
    LogicalResponse answer =
        write(mount + "/" + operation + "/" + key, Map.of("batch_input", input));
    int status = answer.getRestResponse().getStatus();
    // A batch with a bad item answers 400 and still carries results: that tells it from a request
    // or a set-up that is wrong.
    JsonArray results = results(answer);
    if (status != 200 && (status != 400 || results == null)) {
      throw new KeysUnavailable(operation + ": answered " + status);
    }
    if (results == null || results.size() != items.size()) {
      throw new KeysUnavailable(operation + ": answered without results");
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue result : results) {
      String text = result.asObject().getString(wanted);
      if (text == null || text.isEmpty()) {
        throw new KeyBroken("tenant secret");
      }
      texts.add(text);
    }
    return texts;
  }

  private static @Nullable JsonArray results(LogicalResponse answer) {
    JsonObject data = answer.getDataObject();
    JsonValue results = data == null ? null : data.get("batch_results");
    return results != null && results.isArray() ? results.asArray() : null;
  }

  private LogicalResponse write(String path, Map<String, Object> body) {
    VaultLogin login = session.current();
    LogicalResponse answer = write(login, path, body);
    if (answer.getRestResponse().getStatus() == 403) {
      // Revoked, or ended on a clock that is ahead of ours.
      session.giveUp(login);
      answer = write(session.current(), path, body);
    }
    return answer;
  }

  private LogicalResponse write(VaultLogin login, String path, Map<String, Object> body) {
    try {
      return client.as(login).logical().write(path, body);
    } catch (VaultException e) {
      throw new KeysUnavailable(path + ": " + VaultSession.what(e));
    }
  }
}
