package jp.meishigura.audit.outlet.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import jp.meishigura.audit.outlet.OutletsConfig;

/**
 * Certificates and keys out of files, read at each connection: renewed ones are taken by itself.
 */
final class Credentials {

  private static final Pattern PEM_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** Of the store in memory; it never leaves it. */
  private static final char[] UNUSED = new char[0];

  private Credentials() {}

  static SSLContext context(OutletsConfig.Syslog config) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(config), trusted(config.caFile()).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("certificates or key cannot be used", e);
    }
  }

  private static TrustManagerFactory trusted(Path file)
      throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("ca" + store.size(), certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust;
  }

  private static KeyManager[] keys(OutletsConfig.Syslog config)
      throws IOException, GeneralSecurityException {
    if (config.certificateFile().isEmpty() || config.keyFile().isEmpty()) {
      return new KeyManager[0];
    }
    KeyStore store = empty();
    store.setKeyEntry(
        "own",
        key(config.keyFile().get()),
        UNUSED,
        certificates(config.certificateFile().get()).toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, UNUSED);
    return keys.getKeyManagers();
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, UNUSED);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (found.isEmpty()) {
        throw new IOException("no certificate in a file");
      }
      return found;
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    byte[] pem = Files.readAllBytes(file);
    Matcher found = PEM_KEY.matcher(new String(pem, US_ASCII));
    Arrays.fill(pem, (byte) 0);
    if (!found.find()) {
      throw new IOException("no PKCS #8 key in a file");
    }
    PKCS8EncodedKeySpec spec =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // The next one may.
      }
    }
    throw new IOException("a key of a kind that is not supported");
  }
}
