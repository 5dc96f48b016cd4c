package jp.meishigura.consent.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;

class ConsentStatusTest {

  /** dpv:ConsentStatus of DPV 2: the leaves, valid ones first. */
  private static final List<String> VALID = List.of("ConsentGiven", "RenewedConsentGiven");

  private static final List<String> INVALID =
      List.of(
          "ConsentExpired",
          "ConsentInvalidated",
          "ConsentRefused",
          "ConsentRequestDeferred",
          "ConsentRequested",
          "ConsentRevoked",
          "ConsentUnknown",
          "ConsentWithdrawn");

  @Example
  void the_terms_are_those_of_the_vocabulary_and_only_two_permit_processing() {
    assertThat(terms(true)).containsExactlyInAnyOrderElementsOf(VALID);
    assertThat(terms(false)).containsExactlyInAnyOrderElementsOf(INVALID);
  }

  private static List<String> terms(boolean valid) {
    return Arrays.stream(ConsentStatus.values())
        .filter(status -> status.permitsProcessing() == valid)
        .map(ConsentStatus::term)
        .toList();
  }
}
