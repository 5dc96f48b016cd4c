package jp.meishigura.gateway.api;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The keys that there are, in no order.
 *
 * @param missing ids of which the tenant has no key: never made, or destroyed
 */
@Schema(requiredProperties = {"keys", "missing"})
record ReleasedKeys(List<SubjectKeyView> keys, List<UUID> missing) {}
