package jp.meishigura.platform.caller;

import java.util.UUID;

/**
 * An organization that keeps cards here. The id is the identity provider's and never changes; the
 * alias is what a token request names.
 */
public record Tenant(UUID id, String alias) {}
