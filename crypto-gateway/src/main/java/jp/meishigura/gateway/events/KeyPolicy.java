package jp.meishigura.gateway.events;

/** Names of what is told about all keys of a tenant. */
final class KeyPolicy {

  /** Compacted: the last word on each tenant, on its index keys, and on its retired keys. */
  static final String TOPIC = "key-policy";

  static final String SEALED = "jp.meishigura.keys.sealed.v1";
  static final String UNSEALED = "jp.meishigura.keys.unsealed.v1";
  static final String INDEX_KEY_ADDED = "jp.meishigura.keys.index-added.v1";
  static final String INDEX_KEY_RETIRED = "jp.meishigura.keys.index-retired.v1";
  static final String RETIRED = "jp.meishigura.keys.retired.v1";

  private KeyPolicy() {}
}
