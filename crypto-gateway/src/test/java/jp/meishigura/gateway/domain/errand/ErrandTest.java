package jp.meishigura.gateway.domain.errand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ErrandTest {

  private static Errand of(String actor) {
    return new Errand(actor, null, Reason.READ);
  }

  @Property
  void a_person_is_the_same_however_the_id_is_written(@ForAll long high, @ForAll long low) {
    UUID person = new UUID(high, low);
    assertThat(of(person.toString()).person()).contains(person);
    assertThat(of(person.toString().toUpperCase(Locale.ROOT)).person()).contains(person);
  }

  @Test
  void a_services_name_is_no_person() {
    assertThat(of("contacts-service").person()).isEmpty();
    assertThat(of("1-1-1-1-1").person()).isEmpty();
    assertThat(of("").person()).isEmpty();
  }
}
