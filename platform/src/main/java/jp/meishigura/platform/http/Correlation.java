package jp.meishigura.platform.http;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that joins what one request causes in several services. */
@ApplicationScoped
public class Correlation {

  public static final String HEADER = "X-Correlation-Id";

  /** A caller's own id is taken when it can hold no personal data worth the name. */
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9-]{8,64}");

  private final CorrelationHolder holder;

  public Correlation(CorrelationHolder holder) {
    this.holder = holder;
  }

  /** Null outside of a request. */
  public @Nullable String current() {
    return Arc.container().requestContext().isActive() ? holder.id() : null;
  }

  static boolean acceptable(@Nullable String id) {
    return id != null && ACCEPTABLE.matcher(id).matches();
  }
}
