package jp.meishigura.gateway.vault;

import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import jp.meishigura.gateway.Config;
import org.jspecify.annotations.Nullable;

/** The driver, set up the one way that works here. */
@ApplicationScoped
public class VaultClient {

  /** Otherwise the driver takes VAULT_TOKEN and ~/.vault-token of whoever started the service. */
  private static final EnvironmentLoader NO_ENVIRONMENT =
      new EnvironmentLoader() {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable String loadVariable(String name) {
          return null;
        }
      };

  private final String address;
  private final int seconds;
  private final Duration patience;

  /** One for all calls; the driver would make one, with its threads, for each. */
  private final HttpClient http;

  public VaultClient(Config config) {
    this.address = config.vault().addr().toString().replaceAll("/+$", "");
    this.seconds = Math.max(1, (int) config.vault().timeout().toSeconds());
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(config.vault().timeout());
    config.vault().caFile().ifPresent(file -> builder.sslContext(trusting(file)));
    this.patience = config.vault().timeout();
    this.http = builder.build();
  }

  Vault anonymous() throws VaultException {
    return with(null, new PatientClient(http, patience));
  }

  Vault as(VaultLogin login) throws VaultException {
    return with(login.token(), new PatientClient(http, patience));
  }

  /** For one request, whose secrets go beside the driver. */
  Vault as(VaultLogin login, Aside aside) throws VaultException {
    return with(login.token(), new AsideClient(http, patience, aside));
  }

  private Vault with(@Nullable String token, HttpClient client) throws VaultException {
    VaultConfig config =
        new VaultConfig()
            .environmentLoader(NO_ENVIRONMENT)
            .address(address)
            // Version 2 would rewrite transit/encrypt/… to transit/data/encrypt/….
            .engineVersion(1)
            .readTimeout(seconds)
            .httpClient(client);
    if (token != null) {
      config.token(token);
    }
    return Vault.create(config.build());
  }

  private static SSLContext trusting(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca-" + number++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("meishigura.vault.ca-file cannot be used: " + file, e);
    }
  }
}
