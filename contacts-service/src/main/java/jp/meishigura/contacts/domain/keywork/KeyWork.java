package jp.meishigura.contacts.domain.keywork;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work over all cards of a tenant, as its row tells it: all that another instance needs to go on.
 *
 * @param actor who began it: a caller's id, or the service that told of a new key
 * @param position everything up to this card's id was looked at in this pass
 * @param finishedAt absent while it runs
 */
public record KeyWork(
    UUID id,
    UUID tenant,
    String tenantAlias,
    Kind kind,
    String actor,
    State state,
    Progress progress,
    UUID position,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  /** Where a pass begins. */
  public static final UUID START = new UUID(0, 0);

  /** What is done to each card. */
  public sealed interface Kind {

    /**
     * Its blind indexes are computed under a further version of the index keys.
     *
     * @param version that all of them have in the end
     */
    record Reindex(int version) implements Kind {}

    /** It is sealed under a further key of its own. */
    record Reseal() implements Kind {}

    /** The name in answers and in the database. */
    default String slug() {
      return switch (this) {
        case Reindex _ -> "reindex";
        case Reseal _ -> "reseal";
      };
    }
  }

  /**
   * Counts cards.
   *
   * @param total as counted at the start
   * @param broken that did not open, and stay as they are
   */
  public record Progress(long done, long total, long broken) {}

  /** How it stands. */
  public enum State {
    RUNNING,
    FINISHED,
    /** Some cards do not open; what they need of old keys stays. */
    FAILED;

    /** The name in answers and in the database. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static State ofSlug(String slug) {
      return valueOf(slug.toUpperCase(Locale.ROOT));
    }
  }
}
