package jp.meishigura.audit.domain.detect;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that ship, with lower thresholds. */
public final class TestRules {

  public static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private TestRules() {}

  public static List<?> shipped() {
    try (InputStream file = TestRules.class.getResourceAsStream("/detections/rules.json")) {
      return new ObjectMapper().readValue(file, List.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Thresholds that a test reaches quickly. */
  public static List<Rule> low(String... honeyCards) {
    return RuleReader.read(
        shipped(),
        new TenantRules(
            TOKYO,
            Set.of(honeyCards),
            Set.of(),
            Map.of(
                "cards-per-hour", 10,
                "cards-per-day", 25,
                "reveals-per-hour", 8,
                "off-hours-bulk", 5,
                "mass-deletion", 4,
                "unusual-day", 30,
                "new-network-bulk", 6)));
  }
}
