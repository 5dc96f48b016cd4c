package jp.meishigura.gateway.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The version that is gone, since now or since before. */
@Schema(requiredProperties = "version")
record RetiredIndexKey(int version) {}
