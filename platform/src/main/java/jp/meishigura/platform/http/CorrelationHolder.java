package jp.meishigura.platform.http;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** See {@link Correlation}. */
@RequestScoped
public class CorrelationHolder {

  private String id = UUID.randomUUID().toString();

  public String id() {
    return id;
  }

  void take(String given) {
    id = given;
  }
}
