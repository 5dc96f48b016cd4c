package jp.meishigura.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Takes or makes the correlation id, and says it in the response. */
public class CorrelationFilter {

  private final CorrelationHolder holder;

  public CorrelationFilter(CorrelationHolder holder) {
    this.holder = holder;
  }

  @ServerRequestFilter(preMatching = true)
  public void take(ContainerRequestContext request) {
    String given = request.getHeaderString(Correlation.HEADER);
    if (given != null && Correlation.acceptable(given)) {
      holder.take(given);
    }
  }

  @ServerResponseFilter
  public void say(ContainerResponseContext response) {
    response.getHeaders().putSingle(Correlation.HEADER, holder.id());
  }
}
