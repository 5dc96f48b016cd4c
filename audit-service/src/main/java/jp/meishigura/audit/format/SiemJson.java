package jp.meishigura.audit.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Map;
import jp.meishigura.audit.domain.ecs.EcsMapper;
import jp.meishigura.audit.domain.ocsf.OcsfMapper;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.SiemFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Entries as SIEMs read them: one JSON object on one line, in UTF-8. */
@Singleton
public class SiemJson {

  private final OcsfMapper ocsf;
  private final ObjectMapper json;

  /**
   * @param origin the log's name, see {@code LogConfig}
   */
  public SiemJson(
      @ConfigProperty(name = "meishigura.log.origin") String origin, ObjectMapper json) {
    this.ocsf = new OcsfMapper(origin);
    this.json = json;
  }

  public byte[] write(ChainedEntry entry, SiemFormat format) {
    Map<String, Object> event = ocsf.map(entry);
    try {
      return json.writeValueAsBytes(
          switch (format) {
            case ocsf -> event;
            case ecs -> EcsMapper.map(event);
          });
    } catch (JsonProcessingException e) {
      // Without the writer's words: they quote the event. EventJson refuses what cannot be written.
      throw new IllegalStateException("an entry cannot be written for SIEMs");
    }
  }
}
