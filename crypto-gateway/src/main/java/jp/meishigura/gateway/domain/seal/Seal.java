package jp.meishigura.gateway.domain.seal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's seal switch stands.
 *
 * @param since when it was last moved; absent when never
 */
public record Seal(boolean sealed, @Nullable Instant since) {

  public static final Seal NEVER = new Seal(false, null);
}
