package jp.meishigura.contacts.api;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** No proxy and no browser keeps what a gate has decided for one moment. */
public class NoStore {

  @ServerResponseFilter
  public void say(ContainerResponseContext response) {
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
