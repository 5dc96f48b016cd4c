package jp.meishigura.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.meishigura.local.demo.Narrator;
import jp.meishigura.local.demo.Needles;
import jp.meishigura.local.demo.Samples;
import jp.meishigura.local.demo.Stores;
import jp.meishigura.local.demo.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithSuite.class)
class StoryTest {

  @Test
  void the_story_that_make_demo_tells_holds_twice_on_the_same_data(SuiteUnderTest suite)
      throws IOException, InterruptedException {
    for (int time = 0; time < 2; time++) {
      ByteArrayOutputStream told = new ByteArrayOutputStream();
      try (PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
        new Story(suite.site(), new Narrator(out)).walk();
      }
      assertThat(told.toString(StandardCharsets.UTF_8))
          .contains("1  ", "7  ", "423", "Locked again")
          .doesNotContain("Bearer ey");
    }
  }

  @Test
  void no_store_holds_a_name_a_number_or_an_address_of_a_sample_card(SuiteUnderTest suite)
      throws IOException, InterruptedException {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Story(suite.site(), new Narrator(nowhere)).walk();
    }
    List<String> personal = new Samples(suite.site().folders()).personalData();
    assertThat(personal).hasSizeGreaterThan(80);
    assertThat(new Stores(suite.site()).search(new Needles(personal))).isEmpty();
  }

  @Test
  void the_search_for_personal_data_finds_what_is_there(SuiteUnderTest suite) throws IOException {
    // A check that cannot fail is none: this word is in the databases, the files and the logs.
    Map<String, Set<String>> found =
        new Stores(suite.site()).search(new Needles(List.of("card.create", "meishigura")));
    assertThat(found)
        .containsKeys("database audit", "database contacts", "files of kafka", "files of postgres");
  }
}
