package jp.meishigura.local.keycloak;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import jp.meishigura.local.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void the_codes_of_rfc_6238_appendix_b_come_out(long second, String code) {
    Totp totp = Totp.of("12345678901234567890".getBytes(US_ASCII), 8);

    assertThat(totp.at(Instant.ofEpochSecond(second))).isEqualTo(code);
  }

  @Test
  void a_secret_in_base_32_gives_the_last_six_digits_of_the_same_codes() {
    Totp totp = Totp.of(new Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));

    assertThat(totp.at(Instant.ofEpochSecond(1111111109))).isEqualTo("081804");
  }

  @Test
  void a_new_secret_has_160_bits_and_is_never_the_same() {
    SecureRandom random = new SecureRandom();
    Secret secret = Totp.newSecret(random);

    assertThat(Base32.decode(secret.reveal())).hasSize(20);
    assertThat(Totp.newSecret(random).reveal()).isNotEqualTo(secret.reveal());
  }
}
