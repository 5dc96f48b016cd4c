package jp.meishigura.contacts.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** {@code jp.meishigura.keys.index-added.v1}. A later minor version may say more. */
@JsonIgnoreProperties(ignoreUnknown = true)
record IndexKeyChanged(@Nullable String tenantAlias, @Nullable Integer version) {}
