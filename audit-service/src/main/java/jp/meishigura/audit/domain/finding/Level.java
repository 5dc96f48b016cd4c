package jp.meishigura.audit.domain.finding;

/** How grave a finding is; the names are Sigma's levels. */
public enum Level {
  informational,
  low,
  medium,
  high,
  critical
}
