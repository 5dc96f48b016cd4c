package jp.meishigura.gateway.domain.refusal;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The caller may ask, and yet the answer is no. Each goes on record under its {@link #slug}. */
public abstract sealed class KeyRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String slug;

  private KeyRefused(String slug) {
    super(slug);
    this.slug = slug;
  }

  /** The name in problem documents and in the audit log. */
  public String slug() {
    return slug;
  }

  /** The tenant's seal switch is on. */
  public static final class TenantSealed extends KeyRefused {
    private static final long serialVersionUID = 1L;

    public TenantSealed() {
      super("tenant-sealed");
    }
  }

  /** A finding, or a privacy officer, has stopped key release for whoever is behind the errand. */
  public static final class ReleaseStopped extends KeyRefused {
    private static final long serialVersionUID = 1L;

    public ReleaseStopped() {
      super("release-stopped");
    }
  }

  /** Some of the subjects have tombstones: they never get a key again. */
  public static final class SubjectErased extends KeyRefused {
    private static final long serialVersionUID = 1L;

    private final transient List<UUID> subjects;

    public SubjectErased(Collection<UUID> subjects) {
      super("subject-erased");
      this.subjects = subjects.stream().sorted().toList();
    }

    public List<UUID> subjects() {
      return subjects;
    }
  }

  /** Values are to be shown to a person, and nobody said what for. */
  public static final class PurposeNeeded extends KeyRefused {
    private static final long serialVersionUID = 1L;

    public PurposeNeeded() {
      super("purpose-required");
    }
  }

  /** The log's key signs checkpoints and nothing else. */
  public static final class NotACheckpoint extends KeyRefused {
    private static final long serialVersionUID = 1L;

    public NotACheckpoint() {
      super("not-a-checkpoint");
    }
  }

  /** A checkpoint of some other log. */
  public static final class ForeignOrigin extends KeyRefused {
    private static final long serialVersionUID = 1L;

    public ForeignOrigin() {
      super("foreign-origin");
    }
  }

  /** What is in use for everything new cannot be retired. */
  public static final class NewestVersion extends KeyRefused {
    private static final long serialVersionUID = 1L;

    public NewestVersion() {
      super("newest-version");
    }
  }
}
