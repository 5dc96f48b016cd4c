package jp.meishigura.local.keycloak;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names and values as forms and query strings carry them. */
final class Form {
  private Form() {}

  static String encode(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> encode(value.getKey()) + "=" + encode(value.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** The values of a URI's query. */
  static Map<String, String> query(URI uri) {
    Map<String, String> values = new LinkedHashMap<>();
    Arrays.stream(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> values.put(decode(pair[0]), decode(pair[1])));
    return values;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
