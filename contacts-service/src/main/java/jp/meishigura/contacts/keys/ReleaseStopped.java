package jp.meishigura.contacts.keys;

/** Key release is stopped for the person behind it, also of keys that are in memory here. */
public final class ReleaseStopped extends KeysUnavailable {

  private static final long serialVersionUID = 1L;

  ReleaseStopped() {
    super("key release is stopped for this person", "release-stopped");
  }
}
