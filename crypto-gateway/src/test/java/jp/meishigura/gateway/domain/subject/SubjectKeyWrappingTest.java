package jp.meishigura.gateway.domain.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.StaleRing;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SubjectKeyWrappingTest {

  private final SubjectKeyWrapping wrapping = new SubjectKeyWrapping();
  private final TenantSecret older = TenantSecret.fresh(1);
  private final TenantSecret newer = TenantSecret.fresh(2);
  private final Ring ring = new Ring(List.of(older, newer));
  private final UUID tenant = UUID.randomUUID();
  private final UUID subject = UUID.randomUUID();

  @Example
  void a_key_opens_in_its_place_under_whichever_version_wrapped_it() {
    for (TenantSecret version : List.of(older, newer)) {
      WrappedKey row = wrapping.wrapFresh(version, tenant, subject);
      SubjectKey key = wrapping.open(ring, tenant, row);
      assertThat(row.tenantKeyVersion()).isEqualTo(version.version());
      assertThat(key.keyId()).isEqualTo(row.keyId());
      assertThat(key.subject()).isEqualTo(subject);
      assertThat(key.key().length()).isEqualTo(32);
      assertThat(wrapping.open(ring, tenant, row).key().expose()).isEqualTo(key.key().expose());
    }
  }

  @Example
  void new_keys_go_under_the_newest_version() {
    assertThat(ring.newest()).contains(newer);
  }

  @Example
  void it_opens_in_no_other_place() {
    WrappedKey row = wrapping.wrapFresh(newer, tenant, subject);
    UUID other = UUID.randomUUID();
    assertThatThrownBy(() -> wrapping.open(ring, other, row)).isInstanceOf(KeyBroken.class);
    assertThatThrownBy(
            () ->
                wrapping.open(
                    ring, tenant, new WrappedKey(other, row.keyId(), 1, 2, row.wrapped())))
        .isInstanceOf(KeyBroken.class);
    assertThatThrownBy(
            () -> wrapping.open(ring, tenant, new WrappedKey(subject, other, 1, 2, row.wrapped())))
        .isInstanceOf(KeyBroken.class);
  }

  @Example
  void an_unknown_tenant_key_is_told_apart_from_a_broken_one() {
    WrappedKey row = wrapping.wrapFresh(TenantSecret.fresh(3), tenant, subject);
    assertThatThrownBy(() -> wrapping.open(ring, tenant, row)).isInstanceOf(StaleRing.class);
  }

  @Property(tries = 400)
  void one_flipped_bit_is_enough(
      @ForAll @IntRange(max = 76) int at, @ForAll @IntRange(max = 7) int bit) {
    WrappedKey row = wrapping.wrapFresh(newer, tenant, subject);
    assertThat(row.wrapped()).hasSize(77);
    row.wrapped()[at] ^= (byte) (1 << bit);
    assertThatThrownBy(() -> wrapping.open(ring, tenant, row))
        .isInstanceOfAny(KeyBroken.class, StaleRing.class);
  }

  @Property(tries = 100)
  void a_cut_row_does_not_open(@ForAll @IntRange(max = 76) int length) {
    WrappedKey row = wrapping.wrapFresh(newer, tenant, subject);
    WrappedKey cut =
        new WrappedKey(subject, row.keyId(), 1, 2, Arrays.copyOf(row.wrapped(), length));
    assertThatThrownBy(() -> wrapping.open(ring, tenant, cut)).isInstanceOf(KeyBroken.class);
  }

  @Example
  void the_row_does_not_hold_the_key() {
    WrappedKey row = wrapping.wrapFresh(newer, tenant, subject);
    String wrapped = new String(row.wrapped(), StandardCharsets.ISO_8859_1);
    String key =
        new String(wrapping.open(ring, tenant, row).key().expose(), StandardCharsets.ISO_8859_1);
    assertThat(wrapped).doesNotContain(key);
    assertThat(row.toString()).isEqualTo("WrappedKey[" + row.keyId() + "]");
  }
}
