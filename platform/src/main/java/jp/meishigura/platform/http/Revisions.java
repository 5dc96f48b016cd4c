package jp.meishigura.platform.http;

import jp.meishigura.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A resource's revision as an entity tag (RFC 9110 section 8.8.3). */
public final class Revisions {

  private Revisions() {}

  public static String etag(long revision) {
    return '"' + Long.toString(revision) + '"';
  }

  /**
   * Refuses a change that does not say which revision it changes (428, RFC 6585) or that names an
   * old one (412). {@code *} is refused as well: it would overwrite what nobody has seen.
   */
  public static void requireMatch(@Nullable String ifMatch, long revision) {
    if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
      throw Problem.of(428, "revision-needed", "Say which revision you are changing")
          .detail("Send If-Match with the ETag of your last read.")
          .exception();
    }
    if (!ifMatch.strip().equals(etag(revision))) {
      throw Problem.of(412, "revision-stale", "Somebody changed this before you")
          .detail("Read it again, merge your change and send it with the new ETag.")
          .exception();
    }
  }
}
