package jp.meishigura.local.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void a_login_form_tells_where_it_goes_and_what_it_asks() {
    Page page =
        page(
            "<form id=\"f\" class=\"x\" action=\"http://localhost/a?b=1&amp;c=2\" method=\"post\">"
                + "<input id=\"password\" name=\"password\" type=\"password\"/></form>");

    assertThat(page.action()).contains(URI.create("http://localhost/a?b=1&c=2"));
    assertThat(page.asksFor("password")).isTrue();
    assertThat(page.asksFor("otp")).isFalse();
  }

  @Test
  void a_page_without_a_form_leads_nowhere() {
    assertThat(page("<p>Sorry</p>").action()).isEmpty();
  }

  private static Page page(String body) {
    return new Page(200, Optional.empty(), body);
  }
}
