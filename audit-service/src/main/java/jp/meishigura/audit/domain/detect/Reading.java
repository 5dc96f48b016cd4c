package jp.meishigura.audit.domain.detect;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group's events come to.
 *
 * @param over whether it is a finding
 * @param holdsUntil when it falls below what keeps a finding open, if nothing comes; null where it
 *     is below
 * @param hits what it was made of
 */
record Reading(boolean over, @Nullable Instant holdsUntil, List<Hit> hits) {}
