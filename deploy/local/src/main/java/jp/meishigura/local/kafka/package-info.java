/** One Kafka node (KRaft) and the suite's topics. */
@NullMarked
package jp.meishigura.local.kafka;

import org.jspecify.annotations.NullMarked;
