package jp.meishigura.gateway.api;

import java.util.List;
import java.util.UUID;

/**
 * The keys that there are, in no order.
 *
 * @param missing ids of which the tenant has no key: never made, or destroyed
 */
record ReleasedKeys(List<SubjectKeyView> keys, List<UUID> missing) {}
