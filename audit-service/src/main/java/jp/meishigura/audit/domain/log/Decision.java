package jp.meishigura.audit.domain.log;

/** How an attempt ended. The names are those of the event. */
public enum Decision {
  allowed,
  refused,
  failed
}
