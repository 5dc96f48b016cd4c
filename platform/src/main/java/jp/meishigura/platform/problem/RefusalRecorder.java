package jp.meishigura.platform.problem;

import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Tenant;

/** Puts refusals that no resource method saw on record. */
public interface RefusalRecorder {

  /** A caller without the role that the operation needs. */
  void record(Caller caller, String reason);

  /** A token of this tenant that was refused before it became a caller. */
  void record(Tenant tenant, String reason);
}
