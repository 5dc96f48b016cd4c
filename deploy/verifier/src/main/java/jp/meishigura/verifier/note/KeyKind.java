package jp.meishigura.verifier.note;

/** The signature types (C2SP signed-note, "Signature types") that are checked here. */
public enum KeyKind {
  /** A log's Ed25519 signature over the note's text. */
  LOG(1),
  /** A witness's Ed25519 signature over time and text (C2SP tlog-cosignature, cosignature/v1). */
  WITNESS(4);

  private final byte type;

  KeyKind(int type) {
    this.type = (byte) type;
  }

  byte type() {
    return type;
  }
}
