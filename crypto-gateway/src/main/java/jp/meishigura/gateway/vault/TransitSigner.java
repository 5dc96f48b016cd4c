package jp.meishigura.gateway.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import io.github.jopenlibs.vault.response.LogicalResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.domain.checkpoint.CheckpointSigner;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.KeyVault;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import org.jspecify.annotations.Nullable;

/** Vault's transit engine with an Ed25519 key that never leaves it. */
@ApplicationScoped
public class TransitSigner implements CheckpointSigner {

  private static final int SIGNATURE_BYTES = 64;
  private static final int PUBLIC_KEY_BYTES = 32;

  private final VaultCalls calls;
  private final String signPath;
  private final String keyPath;

  /** A version's public key never changes. */
  private final Map<Integer, byte[]> publicKeys = new ConcurrentHashMap<>();

  public TransitSigner(VaultCalls calls, Config config) {
    this.calls = calls;
    String mount = config.vault().transitMount();
    this.signPath = mount + "/sign/" + config.vault().signKey();
    this.keyPath = mount + "/keys/" + config.vault().signKey();
  }

  @Override
  public Signed sign(byte[] message) {
    LogicalResponse answer =
        VaultCalls.requireSuccess(
            signPath,
            calls.write(signPath, Map.of("input", Base64.getEncoder().encodeToString(message))));
    String text = string(answer.getDataObject(), "signature");
    int version = version(text);
    byte[] signature = decoded(text.substring(text.lastIndexOf(':') + 1), SIGNATURE_BYTES);
    byte[] publicKey = publicKeys.computeIfAbsent(version, this::publicKey);
    return new Signed(signature, version, publicKey.clone());
  }

  private byte[] publicKey(int version) {
    JsonValue keys = member(calls.read(keyPath).getDataObject(), "keys");
    JsonValue one =
        keys != null && keys.isObject() ? keys.asObject().get(String.valueOf(version)) : null;
    return decoded(
        string(one != null && one.isObject() ? one.asObject() : null, "public_key"),
        PUBLIC_KEY_BYTES);
  }

  private static int version(String signature) {
    try {
      return KeyVault.version(signature);
    } catch (KeyBroken e) {
      throw new KeysUnavailable("sign: answered without a version");
    }
  }

  private static byte[] decoded(String text, int length) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length == length) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new KeysUnavailable("sign: answered something of another form");
  }

  private static String string(@Nullable JsonObject object, String name) {
    JsonValue value = member(object, name);
    if (value == null || !value.isString()) {
      throw new KeysUnavailable("sign: answered without " + name);
    }
    return value.asString();
  }

  private static @Nullable JsonValue member(@Nullable JsonObject object, String name) {
    return object == null ? null : object.get(name);
  }
}
