package jp.meishigura.audit.domain.identity;

import java.util.UUID;

/** A tenant, as the identity provider has it. */
public record Organization(UUID id, String alias) {}
