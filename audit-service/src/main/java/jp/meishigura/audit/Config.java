package jp.meishigura.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configuration of audit-service beside what all services share. */
@ConfigMapping(prefix = "meishigura.audit")
public interface Config {

  /** How many entries a page holds when the caller does not say. */
  @WithDefault("100")
  int pageSize();

  /** How many entries a page may hold at the most. */
  @WithDefault("500")
  int maxPageSize();
}
