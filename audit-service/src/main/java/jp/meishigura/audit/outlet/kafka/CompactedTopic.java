package jp.meishigura.audit.outlet.kafka;

import java.io.IOException;

/** A contract's topic that would forget entries. Its cleanup.policy must be delete. */
final class CompactedTopic extends IOException {

  private static final long serialVersionUID = 1L;
}
