package jp.meishigura.gateway.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One key for each subject that was asked for, in no order. */
@Schema(requiredProperties = "keys")
record CreatedKeys(List<SubjectKeyView> keys) {}
