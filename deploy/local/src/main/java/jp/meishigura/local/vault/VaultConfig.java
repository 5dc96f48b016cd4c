package jp.meishigura.local.vault;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.meishigura.local.Port;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;

/** The server's configuration file (JSON is HCL's other spelling; it needs no quoting of ours). */
final class VaultConfig {
  private static final String SEAL_KEY = "openbao-seal-key";
  private static final int SEAL_KEY_BYTES = 32;

  private final Site site;
  private final Path folder;

  VaultConfig(Site site, Path folder) {
    this.site = site;
    this.folder = folder;
  }

  /**
   * @param first whether the server starts on empty storage
   */
  Path write(boolean unsealsItself, boolean first) throws IOException {
    Map<String, Object> config = base();
    if (unsealsItself) {
      config.put("seal", Map.of("static", seal()));
      if (first) {
        config.put("initialize", initialize());
      }
    } else {
      // HashiCorp Vault wants to lock its memory; an unprivileged user's process may not.
      config.put("disable_mlock", true);
    }
    String json = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(config);
    return PrivateFiles.write(folder.resolve("server.json"), json);
  }

  private Map<String, Object> base() throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    String address = "127.0.0.1:" + site.ports().of(Port.OPENBAO);
    String cluster = "127.0.0.1:" + site.ports().of(Port.OPENBAO_CLUSTER);
    config.put("api_addr", "http://" + address);
    config.put("cluster_addr", "https://" + cluster);
    config.put("ui", false);
    config.put("log_level", "warn");
    config.put(
        "listener",
        Map.of("tcp", Map.of("address", address, "cluster_address", cluster, "tls_disable", true)));
    config.put(
        "storage",
        Map.of(
            "raft",
            Map.of(
                "path", PrivateFiles.folder(folder.resolve("data")).toString(),
                "node_id", "local",
                // The only node waits for no other: elect at once.
                "performance_multiplier", "1")));
    return config;
  }

  private Map<String, Object> seal() {
    if (!site.secrets().has(SEAL_KEY)) {
      byte[] key = new byte[SEAL_KEY_BYTES];
      new SecureRandom().nextBytes(key);
      site.secrets().put(SEAL_KEY, new Secret(HexFormat.of().formatHex(key)));
    }
    return Map.of(
        "current_key_id", "local-1", "current_key", "file://" + site.secrets().file(SEAL_KEY));
  }

  private List<Object> initialize() throws IOException {
    LinkedHashMap<String, Object> steps = new LinkedHashMap<>();
    int number = 0;
    List<Object> requests = new ArrayList<>();
    for (VaultSetup.Request request : VaultSetup.requests(site)) {
      String name = "step-%02d".formatted(++number);
      requests.add(
          Map.of(
              name, Map.of("operation", "update", "path", request.path(), "data", request.data())));
    }
    steps.put("request", requests);
    return List.of(Map.of("meishigura", steps));
  }
}
