package jp.meishigura.gateway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.meishigura.gateway.domain.index.IndexKey;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.gateway.domain.subject.SubjectKey;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestLog;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;

/** A key is in the answer, and nowhere else. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class LeakTest {

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand StandTopics topics;

  @Test
  void no_key_is_in_the_database_the_events_or_the_log() {
    Tenant tenant = TestTenants.fresh();
    Asking us = Asking.as(issuer, tenant);
    List<String> keys = new ArrayList<>();
    UUID subject = UUID.randomUUID();
    Asking.Key key = us.made(subject);
    keys.add(key.base64());
    us.release(key.id()).statusCode(200);
    keys.addAll(us.index("phone", "email").statusCode(200).extract().path("keys.key"));
    keys.add(Asking.keys(us.renew(subject).statusCode(201)).get(subject).base64());
    us.destroy(UUID.randomUUID(), UUID.randomUUID()).statusCode(200);
    UUID last = UUID.randomUUID();
    us.release(last).statusCode(200);

    String kafka =
        topics
            .readUntil(
                "audit",
                record ->
                    record.key().equals(tenant.id().toString())
                        && new String(record.value(), UTF_8).contains("\"missing\":1"),
                Duration.ofSeconds(20))
            .stream()
            .map(record -> new String(record.value(), UTF_8))
            .collect(Collectors.joining("\n"));
    String everything = database.dump() + kafka + TestLog.text();
    assertThat(everything).contains(subject.toString()).contains("key.release");
    for (String one : keys) {
      byte[] bytes = Base64.getDecoder().decode(one);
      assertThat(everything)
          .doesNotContain(one)
          .doesNotContain(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
          .doesNotContainIgnoringCase(HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  void whatever_holds_a_key_prints_none() {
    byte[] marked = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    SecretBytes secret = SecretBytes.owning(marked);
    UUID id = UUID.randomUUID();
    TenantSecret tenantKey = new TenantSecret(id, 1, secret);
    assertThat(
            Stream.of(
                    tenantKey,
                    new Ring(List.of(tenantKey)),
                    new SubjectKey(id, id, 1, secret),
                    new IndexKey("phone", 1, secret),
                    new SubjectKeys.Released(
                        List.of(new SubjectKey(id, id, 1, secret)), List.of(), List.of()))
                .map(Object::toString))
        .allSatisfy(
            text -> assertThat(text).doesNotContain("0123456789abcdef", "[48, 49", "30313"));
  }
}
