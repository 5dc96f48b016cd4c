package jp.meishigura.audit.domain.outlet;

import java.time.Duration;
import java.util.Optional;

/**
 * Who keeps what an outlet delivers. A topic that was lost and made anew is another receiver, which
 * has nothing of what was delivered before.
 *
 * @param id of this one and no other
 * @param keeps how long it keeps an entry; empty is for good
 */
public record Receiver(String id, Optional<Duration> keeps) {}
