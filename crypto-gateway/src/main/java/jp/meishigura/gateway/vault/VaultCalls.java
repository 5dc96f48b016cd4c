package jp.meishigura.gateway.vault;

import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.LogicalResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;

/** Requests under our token; once more under a new one when Vault may not take it any longer. */
@ApplicationScoped
class VaultCalls {

  private final VaultClient client;
  private final VaultSession session;

  /** One request of the driver. */
  private interface Request {
    LogicalResponse send(Vault vault) throws VaultException;
  }

  VaultCalls(VaultClient client, VaultSession session) {
    this.client = client;
    this.session = session;
  }

  /**
   * @return the answer, whatever its status
   * @throws KeysUnavailable when there is none
   */
  LogicalResponse write(String path, Map<String, Object> body) {
    return call(path, vault -> vault.logical().write(path, body));
  }

  /**
   * A write of which only success is of interest.
   *
   * @throws KeysUnavailable without it
   */
  void order(String path, Map<String, Object> body) {
    requireSuccess(path, write(path, body));
  }

  /**
   * @throws KeysUnavailable without success
   */
  LogicalResponse read(String path) {
    return requireSuccess(path, call(path, vault -> vault.logical().read(path)));
  }

  static LogicalResponse requireSuccess(String path, LogicalResponse answer) {
    int status = status(answer);
    if (status != 200 && status != 204) {
      throw new KeysUnavailable(path + ": answered " + status);
    }
    return answer;
  }

  static int status(LogicalResponse answer) {
    return answer.getRestResponse().getStatus();
  }

  private LogicalResponse call(String path, Request request) {
    VaultLogin login = session.current();
    LogicalResponse answer = send(login, path, request);
    // Revoked, or ended on a clock that is ahead of ours, or not allowed to anybody.
    if (status(answer) == 403 && session.replaces(login)) {
      answer = send(session.current(), path, request);
    }
    return answer;
  }

  private LogicalResponse send(VaultLogin login, String path, Request request) {
    try {
      return request.send(client.as(login));
    } catch (VaultException e) {
      throw new KeysUnavailable(path + ": " + VaultSession.what(e));
    }
  }
}
