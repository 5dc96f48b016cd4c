package jp.meishigura.contacts.keys;

/** The tenant's key operator has sealed it: crypto-gateway gives out none of its keys. */
public final class TenantSealed extends KeysUnavailable {

  private static final long serialVersionUID = 1L;

  TenantSealed() {
    super("the tenant is sealed", "tenant-sealed");
  }
}
