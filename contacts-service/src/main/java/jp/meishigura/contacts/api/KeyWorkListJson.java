package jp.meishigura.contacts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work, the newest first.
 *
 * @param next the cursor of the next page; absent on the last
 */
@Schema(name = "KeyWorkList", requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyWorkListJson(List<KeyWorkJson> items, @Nullable String next) {}
