package jp.meishigura.platform.http;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jp.meishigura.platform.problem.ProblemException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionsTest {

  private static void refused(@Nullable String ifMatch, int status) {
    assertThatThrownBy(() -> Revisions.requireMatch(ifMatch, 7))
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .matches(e -> e.problem().status() == status);
  }

  @Test
  void the_current_revision_is_accepted() {
    assertThatNoException().isThrownBy(() -> Revisions.requireMatch("\"7\"", 7));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "*"})
  void a_change_must_say_what_it_changes(@Nullable String ifMatch) {
    refused(ifMatch, 428);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "\"7\", \"8\""})
  void another_revision_is_stale(String ifMatch) {
    refused(ifMatch, 412);
  }
}
