package jp.meishigura.gateway.domain.ring;

/** Vault is needed and does not serve us at the moment. Never carries its answer. */
public final class KeysUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public KeysUnavailable(String why) {
    super(why);
  }
}
