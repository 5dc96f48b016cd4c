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

  /** The driver for one request. */
  private interface Door {
    Vault open(VaultLogin login) throws VaultException;
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
    return call(path, client::as, vault -> vault.logical().write(path, body));
  }

  /** The same for a body with marks where secrets belong, and an answer with such. */
  LogicalResponse write(String path, Map<String, Object> body, Aside aside) {
    return call(path, login -> client.as(login, aside), vault -> vault.logical().write(path, body));
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
    return requireSuccess(path, call(path, client::as, vault -> vault.logical().read(path)));
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

  private LogicalResponse call(String path, Door door, Request request) {
    VaultLogin login = session.current();
    LogicalResponse answer = send(login, path, door, request);
    // Revoked, or ended on a clock that is ahead of ours, or not allowed to anybody.
    if (status(answer) == 403 && session.replaces(login)) {
      answer = send(session.current(), path, door, request);
    }
    return answer;
  }

  private LogicalResponse send(VaultLogin login, String path, Door door, Request request) {
    try {
      return request.send(door.open(login));
    } catch (VaultException e) {
      throw new KeysUnavailable(path + ": " + VaultSession.what(e));
    }
  }
}
