package jp.meishigura.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** The stand's server as its operator sees it, and the login files of the gateway under test. */
public final class TestVault implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final String adminToken;
  private final Path roleId;
  private final Path secretId;
  private final String goodSecret;

  TestVault(String address, String adminToken, Path roleIdFile, Path secretIdFile) {
    this.address = address;
    this.adminToken = adminToken;
    try {
      this.goodSecret = Files.readString(secretIdFile);
      this.roleId = Files.createTempFile("role-id", "");
      this.secretId = Files.createTempFile("secret-id", "");
      Files.writeString(roleId, Files.readString(roleIdFile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    restoreSecret();
  }

  Path roleId() {
    return roleId;
  }

  Path secretId() {
    return secretId;
  }

  public void spoilSecret() {
    write("00000000-0000-0000-0000-000000000000");
  }

  public void restoreSecret() {
    write(goodSecret);
  }

  public void revoke(String token) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/v1/auth/token/revoke"))
            .header("X-Vault-Token", adminToken)
            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}", UTF_8))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 204 && status != 200) {
        throw new IllegalStateException("not revoked: " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void write(String text) {
    try {
      Files.writeString(secretId, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(roleId);
      Files.deleteIfExists(secretId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
