package jp.meishigura.local.keycloak;

import jp.meishigura.local.Secret;

/**
 * One of the invented people of the demo tenants.
 *
 * @param username what the person logs in with
 * @param id the person's {@code sub} in tokens
 * @param tenant alias of the organization the person belongs to
 * @param role the person's realm role
 * @param totp secret of the second factor, base 32
 */
public record DemoPerson(String username, String id, String tenant, String role, Secret totp) {}
