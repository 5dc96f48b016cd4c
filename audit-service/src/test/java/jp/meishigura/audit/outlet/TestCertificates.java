package jp.meishigura.audit.outlet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority of a test's own and certificates by it, made by the JDK's keytool. */
public final class TestCertificates {

  private static final String PASSWORD = "only-in-a-test";

  private final Path folder;

  private TestCertificates(Path folder) {
    this.folder = folder;
  }

  /** A new authority, whose certificate is in {@link #caFile()}. */
  public static TestCertificates in(Path folder) throws IOException {
    TestCertificates authority = new TestCertificates(folder);
    authority.keytool(
        "-genkeypair",
        "-alias",
        "ca",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=An authority of a test",
        "-ext",
        "bc:c",
        "-ext",
        "ku:c=keyCertSign",
        "-validity",
        "2",
        "-keystore",
        "ca.p12");
    authority.keytool(
        "-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.pem");
    return authority;
  }

  public Path caFile() {
    return folder.resolve("ca.pem");
  }

  /**
   * @param store with the key and the certificate, for a server of the test
   */
  public record Identity(KeyStore store, char[] password, Path certificateFile, Path keyFile) {}

  /**
   * @param name the DNS name that the certificate is for
   */
  public Identity issue(String name) throws IOException {
    String store = name + ".p12";
    keytool(
        "-genkeypair",
        "-alias",
        "own",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=" + name,
        "-validity",
        "2",
        "-keystore",
        store);
    keytool("-certreq", "-alias", "own", "-keystore", store, "-file", name + ".csr");
    keytool(
        "-gencert",
        "-rfc",
        "-alias",
        "ca",
        "-keystore",
        "ca.p12",
        "-ext",
        "san=dns:" + name,
        "-ext",
        "eku=serverAuth,clientAuth",
        "-validity",
        "2",
        "-infile",
        name + ".csr",
        "-outfile",
        name + ".pem");
    keytool("-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem", "-keystore", store);
    keytool(
        "-importcert", "-noprompt", "-alias", "own", "-file", name + ".pem", "-keystore", store);
    try {
      KeyStore loaded =
          KeyStore.getInstance(folder.resolve(store).toFile(), PASSWORD.toCharArray());
      Path keyFile = folder.resolve(name + ".key");
      Files.writeString(keyFile, pem(loaded.getKey("own", PASSWORD.toCharArray())));
      return new Identity(loaded, PASSWORD.toCharArray(), folder.resolve(name + ".pem"), keyFile);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String pem(Key key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(Files.readString(folder.resolve("keytool.log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
