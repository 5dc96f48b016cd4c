package jp.meishigura.gateway.events;

/** Names of what is told about all keys of a tenant. */
final class KeyPolicy {

  /** Compacted: the last word on each tenant. */
  static final String TOPIC = "key-policy";

  static final String SEALED = "jp.meishigura.keys.sealed.v1";
  static final String UNSEALED = "jp.meishigura.keys.unsealed.v1";

  private KeyPolicy() {}
}
