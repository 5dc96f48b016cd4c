package jp.meishigura.platform.outbox;

import jp.meishigura.platform.tx.Condition;

/** An event that is written if its condition holds. */
record Appended(OutgoingEvent event, Condition condition) {}
