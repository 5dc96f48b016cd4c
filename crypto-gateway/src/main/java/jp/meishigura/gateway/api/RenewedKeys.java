package jp.meishigura.gateway.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The newest key of each subject, in no order. */
@Schema(requiredProperties = "keys")
record RenewedKeys(List<RenewedKeyView> keys) {}
