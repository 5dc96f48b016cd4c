package jp.meishigura.contacts.keys;

/** crypto-gateway does not give keys right now. Nothing is opened or sealed without them. */
public sealed class KeysUnavailable extends RuntimeException permits TenantSealed, ReleaseStopped {

  private static final long serialVersionUID = 1L;

  private final String slug;

  KeysUnavailable(String what) {
    this(what, "keys-unavailable");
  }

  KeysUnavailable(String what, String slug) {
    super(what);
    this.slug = slug;
  }

  /** The name in problem documents and in the audit log. */
  public String slug() {
    return slug;
  }
}
