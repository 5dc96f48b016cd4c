package jp.meishigura.audit.outlet.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.SiemFormat;
import jp.meishigura.audit.format.SiemJson;

/**
 * An entry as a CloudEvent 1.0 in binary mode (Kafka protocol binding §3.2). Source and id name the
 * event once for all: entries that are delivered twice have them in common.
 */
final class CloudEvent {

  private final SiemFormat format;
  private final SiemJson json;

  CloudEvent(SiemFormat format, SiemJson json) {
    this.format = format;
    this.json = json;
  }

  byte[] data(ChainedEntry entry) {
    return json.write(entry, format);
  }

  Map<String, String> headers(ChainedEntry entry) {
    AuditEvent event = entry.entry().event();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", event.id().toString());
    headers.put("ce_type", "jp.meishigura.siem." + format + ".v1");
    headers.put("ce_source", "/meishigura/audit-service");
    headers.put("ce_time", event.at().toString());
    // Extensions: names of small letters and digits, nothing else (CloudEvents §3.1.1).
    headers.put("ce_tenant", event.tenant().toString());
    headers.put("ce_leaf", Long.toString(entry.leafIndex()));
    if (entry.previous() != null) {
      headers.put("ce_previousleaf", Long.toString(entry.previous()));
    }
    headers.put("content-type", "application/json");
    return headers;
  }
}
