package jp.meishigura.audit.domain.stop;

/** Tells the services that give keys out, or hold them. */
public interface StopNews {

  /** In the transaction that changed it; whoever hears it takes the highest revision. */
  void tell(ReleaseStop stop);
}
