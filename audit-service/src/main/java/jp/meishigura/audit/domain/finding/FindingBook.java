package jp.meishigura.audit.domain.finding;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Findings of the tenant of the transaction that a call happens in. */
public interface FindingBook {

  /** As it is now; what became of it stays. */
  void keep(Finding finding);

  /** The last finding of each rule and group. */
  List<Finding> last(UUID tenant);

  /** Where a listing, the newest first, goes on. */
  record Place(long openedLeaf, UUID id) {}

  /**
   * @param state null for any
   * @param rule null for any
   * @param after null to begin
   */
  List<KeptFinding> list(
      UUID tenant,
      KeptFinding.@Nullable State state,
      @Nullable String rule,
      @Nullable Place after,
      int limit);

  Optional<KeptFinding> find(UUID tenant, UUID id);

  /**
   * @return false where somebody has before
   */
  boolean acknowledge(UUID tenant, UUID id, String by, KeptFinding.Reason reason);
}
