package jp.meishigura.local.keycloak;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request for a web page brought.
 *
 * @param status the HTTP status
 * @param location where a redirect leads
 * @param body the page
 */
public record Page(int status, Optional<URI> location, String body) {
  private static final Pattern ACTION = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");

  /** Where its form is sent to. */
  public Optional<URI> action() {
    Matcher found = ACTION.matcher(body);
    return found.find()
        ? Optional.of(URI.create(found.group(1).replace("&amp;", "&")))
        : Optional.empty();
  }

  /** Whether its form asks for that field. */
  public boolean asksFor(String field) {
    return body.contains("name=\"" + field + "\"");
  }
}
