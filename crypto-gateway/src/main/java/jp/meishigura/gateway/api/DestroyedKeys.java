package jp.meishigura.gateway.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One tombstone for each subject, in no order. */
@Schema(requiredProperties = "tombstones")
record DestroyedKeys(List<TombstoneView> tombstones) {}
