package jp.meishigura.gateway.api;

import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.errand.Reason;
import org.jspecify.annotations.Nullable;

/** What members of requests must look like. */
final class Rules {

  static final int BATCH = 1000;
  static final int FIELDS = 50;

  /** Ids and service names. It has no @, so that nobody puts an e-mail address on record. */
  static final String ACTOR = "[A-Za-z0-9._:-]{1,128}";

  static final String PURPOSE = "[a-z][a-z0-9-]{0,59}";
  static final String FIELD = "[a-z][a-z0-9-]{0,59}";
  static final String REASON =
      "create|read|reveal|search-index|recipient|update|consent|reseal|reindex|erasure";

  /** Reasons of operations that have only one. */
  static final String RESEAL = "reseal";

  static final String REINDEX = "reindex";
  static final String ERASURE = "erasure";

  /** A word for the log. */
  static final String WORD = "[a-z][a-z0-9-]{0,59}";

  static final String LEVEL = "tenant-key|index-key|vault-key";

  /** A checkpoint's text has about a hundred bytes; extension lines may add some. */
  static final int CHECKPOINT_BYTES = 8192;

  private Rules() {}

  static Errand errand(String actor, Reason reason) {
    return new Errand(actor, null, reason);
  }

  static Errand errand(String actor, @Nullable String purpose, String reason) {
    return new Errand(actor, purpose, Reason.ofSlug(reason).orElseThrow());
  }
}
