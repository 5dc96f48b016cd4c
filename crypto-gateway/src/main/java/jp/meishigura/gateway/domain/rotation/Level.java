package jp.meishigura.gateway.domain.rotation;

import java.util.Arrays;
import java.util.Locale;

/** Which key is rotated. */
public enum Level {
  /** A tenant's key: its subject keys are wrapped anew. */
  TENANT_KEY,
  /** A tenant's index secret: a further version is added, which contacts-service indexes with. */
  INDEX_KEY,
  /** Vault's key, for the whole installation: all tenants' secrets are wrapped anew. */
  VAULT_KEY;

  /** The name in requests, in the database and in the audit log. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Level ofSlug(String slug) {
    return Arrays.stream(values())
        .filter(level -> level.slug().equals(slug))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no level"));
  }
}
