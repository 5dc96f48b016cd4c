package jp.meishigura.contacts.keys;

/** crypto-gateway does not give keys right now. Nothing is opened or sealed without them. */
public sealed class KeysUnavailable extends RuntimeException permits TenantSealed {

  private static final long serialVersionUID = 1L;

  KeysUnavailable(String what) {
    super(what);
  }
}
