package jp.meishigura.platform.caller;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims a caller is read from, after signature, issuer, audience and expiry were checked.
 *
 * @param scopes what the client may do, out of the space-separated claim
 * @param organizations alias to id of each organization in the token
 */
public record TokenClaims(
    @Nullable String subject,
    @Nullable String authorizedParty,
    @Nullable String clientId,
    @Nullable String acr,
    @Nullable String session,
    Set<String> realmRoles,
    Set<String> scopes,
    Map<String, String> organizations) {}
