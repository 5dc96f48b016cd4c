package jp.meishigura.platform.service;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this service is called, in tokens, events and the log alike. */
@ApplicationScoped
public class ServiceName {

  private final String value;

  public ServiceName(@ConfigProperty(name = "quarkus.application.name") String value) {
    this.value = value;
  }

  public String value() {
    return value;
  }
}
