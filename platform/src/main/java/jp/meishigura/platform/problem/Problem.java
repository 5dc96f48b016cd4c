package jp.meishigura.platform.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param type {@code urn:meishigura:problem:<slug>}; every slug is explained in docs/problems.md
 * @param detail what to do about it, never with personal data
 * @param extensions further members, for programs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail"})
@Schema(
    description = "RFC 9457. Some problems have further members; docs/problems.md tells which.",
    additionalProperties = Schema.True.class)
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    @JsonAnyGetter @Schema(hidden = true) Map<String, Object> extensions) {

  public static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPE_PREFIX = "urn:meishigura:problem:";

  public Problem {
    extensions = Map.copyOf(extensions);
  }

  public static Problem of(int status, String slug, String title) {
    return new Problem(TYPE_PREFIX + slug, title, status, null, Map.of());
  }

  public Problem detail(String text) {
    return new Problem(type, title, status, text, extensions);
  }

  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extensions);
    more.put(member, value);
    return new Problem(type, title, status, detail, more);
  }

  public String slug() {
    return type.substring(TYPE_PREFIX.length());
  }

  public ProblemException exception() {
    return new ProblemException(this, Map.of());
  }
}
