package jp.meishigura.platform.http;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that joins what one request causes in several services, and where it came from. */
@ApplicationScoped
public class Correlation {

  public static final String HEADER = "X-Correlation-Id";

  /** A caller's own id is taken when it can hold no personal data worth the name. */
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9-]{8,64}");

  private final CorrelationHolder holder;
  private final CurrentVertxRequest request;

  public Correlation(CorrelationHolder holder, CurrentVertxRequest request) {
    this.holder = holder;
    this.request = request;
  }

  /** Null outside of a request. */
  public @Nullable String current() {
    return Arc.container().requestContext().isActive() ? holder.id() : null;
  }

  /**
   * The address that the present request came from, as the connection has it; of a proxy's client
   * where {@code quarkus.http.proxy} trusts the proxy. Null outside of a request.
   */
  public @Nullable String address() {
    if (!Arc.container().requestContext().isActive()) {
      return null;
    }
    RoutingContext now = request.getCurrent();
    SocketAddress from = now == null ? null : now.request().remoteAddress();
    return from == null ? null : from.hostAddress();
  }

  static boolean acceptable(@Nullable String id) {
    return id != null && ACCEPTABLE.matcher(id).matches();
  }
}
