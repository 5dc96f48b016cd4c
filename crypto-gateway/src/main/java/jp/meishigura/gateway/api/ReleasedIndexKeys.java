package jp.meishigura.gateway.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** For each field one key per version, newest first. */
@Schema(requiredProperties = "keys")
record ReleasedIndexKeys(List<IndexKeyView> keys) {}
