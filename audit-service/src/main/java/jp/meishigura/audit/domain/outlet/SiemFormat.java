package jp.meishigura.audit.domain.outlet;

/** How events are written for a SIEM. The names are those of the configuration and the API. */
public enum SiemFormat {
  /** OCSF 1.8.0. */
  ocsf,
  /** Elastic Common Schema, from the OCSF event. */
  ecs
}
