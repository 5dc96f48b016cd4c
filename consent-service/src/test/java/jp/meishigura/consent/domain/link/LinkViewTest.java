package jp.meishigura.consent.domain.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentState;
import net.jqwik.api.Example;

class LinkViewTest {

  private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(1);
  private static final UUID REQUEST = UUID.randomUUID();

  private static LinkView view(ConsentState state, Instant linkExpires) {
    return LinkView.of(state, REQUEST, linkExpires, NOW);
  }

  @Example
  void each_state_has_its_view() {
    assertThat(view(new ConsentState.Open(REQUEST, NOW), LATER)).isEqualTo(LinkView.QUESTION);
    assertThat(view(new ConsentState.Open(REQUEST, NOW), NOW)).isEqualTo(LinkView.EXPIRED);
    assertThat(view(new ConsentState.Standing(REQUEST, NOW, LATER), NOW)).isEqualTo(LinkView.GIVEN);
    assertThat(view(new ConsentState.Standing(REQUEST, NOW, NOW), LATER))
        .isEqualTo(LinkView.LAPSED);
    assertThat(view(new ConsentState.Declined(REQUEST, NOW), NOW)).isEqualTo(LinkView.REFUSED);
    assertThat(view(new ConsentState.TakenBack(REQUEST, NOW), NOW)).isEqualTo(LinkView.WITHDRAWN);
  }

  @Example
  void an_erased_persons_link_shows_that_and_nothing_else() {
    assertThat(view(new ConsentState.Erased(), LATER)).isEqualTo(LinkView.ERASED);
    assertThat(view(new ConsentState.Erased(), NOW)).isEqualTo(LinkView.ERASED);
  }

  @Example
  void an_older_requests_link_shows_nothing_of_the_newer_one() {
    UUID newer = UUID.randomUUID();
    assertThat(view(new ConsentState.Unasked(), LATER)).isEqualTo(LinkView.SUPERSEDED);
    assertThat(view(new ConsentState.Open(newer, NOW), LATER)).isEqualTo(LinkView.SUPERSEDED);
    assertThat(view(new ConsentState.Standing(newer, NOW, LATER), LATER))
        .isEqualTo(LinkView.SUPERSEDED);
  }
}
