package jp.meishigura.contacts.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Pieces of work, the newest first. */
@Schema(name = "KeyWorkList", requiredProperties = "items")
record KeyWorkListJson(List<KeyWorkJson> items) {}
