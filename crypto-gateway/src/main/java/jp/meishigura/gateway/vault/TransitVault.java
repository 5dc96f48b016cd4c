package jp.meishigura.gateway.vault;

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
 * <p>Secrets go {@link Aside} of the driver's JSON. Vault is asked per tenant and not per card.
 */
@ApplicationScoped
public class TransitVault implements KeyVault {

  private static final UUID NOBODY = new UUID(0, 0);
  private static final int PROBE_BYTES = 32;

  private final VaultCalls calls;
  private final TransitOutcome outcome;
  private final String mount;
  private final String key;

  TransitVault(VaultCalls calls, TransitOutcome outcome, Config config) {
    this.calls = calls;
    this.outcome = outcome;
    this.mount = config.vault().transitMount();
    this.key = config.vault().transitKey();
  }

  @Override
  public String wrap(UUID tenant, SecretBytes plain) {
    try (Aside aside = new Aside()) {
      JsonObject item = item(tenant, "plaintext", aside.send(plain));
      return batch("encrypt", tenant, List.of(item), "ciphertext", aside).getFirst();
    }
  }

  @Override
  public List<SecretBytes> unwrap(UUID tenant, List<String> wrapped) {
    try (Aside aside = new Aside()) {
      return aside.received(
          batch("decrypt", tenant, ciphertexts(tenant, wrapped), "plaintext", aside));
    }
  }

  @Override
  public List<String> rewrap(UUID tenant, List<String> wrapped) {
    try (Aside nothing = new Aside()) {
      return batch("rewrap", tenant, ciphertexts(tenant, wrapped), "ciphertext", nothing);
    }
  }

  /** Without a right to read about the key: something worthless is wrapped to see by which. */
  @Override
  public int newestVersion() {
    try (SecretBytes worthless = SecretBytes.random(PROBE_BYTES)) {
      return KeyVault.version(wrap(NOBODY, worthless));
    } catch (KeyBroken e) {
      throw new KeysUnavailable("encrypt: answered without a version");
    }
  }

  @Override
  public void rotate() {
    calls.order(mount + "/keys/" + key + "/rotate", Map.of());
  }

  @Override
  public void retireBefore(int version) {
    calls.order(mount + "/keys/" + key + "/config", Map.of("min_decryption_version", version));
  }

  private static List<JsonObject> ciphertexts(UUID tenant, List<String> wrapped) {
    return wrapped.stream().map(one -> item(tenant, "ciphertext", one)).toList();
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

  private List<String> batch(
      String operation, UUID tenant, List<JsonObject> items, String wanted, Aside aside) {
    try {
      List<String> texts = asked(operation, tenant, items, wanted, aside);
      outcome.used(true);
      return texts;
    } catch (KeysUnavailable e) {
      outcome.used(false);
      throw e;
    }
  }

  private List<String> asked(
      String operation, UUID tenant, List<JsonObject> items, String wanted, Aside aside) {
    JsonArray input = new JsonArray();
    items.forEach(input::add);
    LogicalResponse answer =
        calls.write(mount + "/" + operation + "/" + key, Map.of("batch_input", input), aside);
    int status = VaultCalls.status(answer);
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
      texts.add(text(operation, tenant, result, wanted));
    }
    return texts;
  }

  private static String text(String operation, UUID tenant, JsonValue result, String wanted) {
    if (!result.isObject()) {
      throw new KeysUnavailable(operation + ": answered without results");
    }
    JsonValue text = result.asObject().get(wanted);
    if (text != null && text.isString() && !text.asString().isEmpty()) {
      return text.asString();
    }
    JsonValue error = result.asObject().get("error");
    // Vault and OpenBao say "version is … (too old)" or "version is too new": the key was retired
    // there too early, or put back from before. That can be mended there, and nothing is lost.
    if (error != null && error.isString() && error.asString().contains("too ")) {
      throw new KeysUnavailable(operation + ": Vault lacks the version of its key");
    }
    throw new KeyBroken("a secret of tenant " + tenant);
  }

  private static @Nullable JsonArray results(LogicalResponse answer) {
    JsonObject data = answer.getDataObject();
    JsonValue results = data == null ? null : data.get("batch_results");
    return results != null && results.isArray() ? results.asArray() : null;
  }
}
