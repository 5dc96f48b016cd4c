package jp.meishigura.gateway.api;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The keys that there are, in no order.
 *
 * @param missing ids of which the tenant has no key: never made, or destroyed
 * @param broken ids of keys that the tenant has and that do not open: altered or moved in the store
 */
@Schema(requiredProperties = {"keys", "missing", "broken"})
record ReleasedKeys(
    List<SubjectKeyView> keys,
    @Schema(description = "Never made, or destroyed") List<UUID> missing,
    @Schema(
            description =
                "Altered or moved in the key store: they do not open, which is on record. The others"
                    + " are given out all the same")
        List<UUID> broken) {}
