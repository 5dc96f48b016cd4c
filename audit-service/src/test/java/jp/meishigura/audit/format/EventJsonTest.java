package jp.meishigura.audit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Arrays;
import java.util.Map;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.TestTenants;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventJsonTest {

  private static final Tenant TENANT = TestTenants.fresh();

  private final EventJson json =
      new EventJson(new ObjectMapper().registerModule(new JavaTimeModule()));

  private void readOrRefuse(byte[] bytes) {
    try {
      assertThat(json.read(bytes)).isNotNull();
    } catch (NotAnEvent e) {
      assertThat(e).hasNoCause().hasMessage("not a recorded event");
    }
  }

  @Property
  void whatever_arrives_is_an_event_or_refused_and_nothing_else_happens(@ForAll byte[] bytes) {
    readOrRefuse(bytes);
  }

  @Property
  void an_event_with_a_spoilt_byte_is_an_event_or_refused(
      @ForAll @IntRange(max = 330) int place, @ForAll byte spoilt) {
    byte[] bytes = SampleEvent.of(TENANT, "card.read").bytes();
    bytes[place % bytes.length] = spoilt;
    readOrRefuse(bytes);
  }

  @Property(tries = 100)
  void a_truncated_event_is_refused(@ForAll @IntRange(max = 330) int length) {
    byte[] whole = SampleEvent.of(TENANT, "card.read").bytes();
    byte[] cut = Arrays.copyOf(whole, Math.min(length, whole.length - 1));
    assertThatThrownBy(() -> json.read(cut)).isInstanceOf(NotAnEvent.class);
  }

  @Test
  void an_event_of_great_depth_is_refused() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThatThrownBy(() -> json.read(("{\"details\":{\"a\":" + deep + "}}").getBytes(UTF_8)))
        .isInstanceOf(NotAnEvent.class);
  }

  @Test
  void details_keep_what_they_hold() throws NotAnEvent {
    byte[] bytes =
        SampleEvent.of(TENANT, "key.release")
            .details(Map.of("count", 3, "actor", "hanako"))
            .bytes();
    assertThat(json.read(bytes).details()).isEqualTo(Map.of("count", 3, "actor", "hanako"));
  }
}
