package jp.meishigura.local.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import jp.meishigura.local.Folders;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPeopleFileTest {
  private static final DemoPeople PEOPLE =
      new DemoPeople(
          new Secret("long-password"),
          List.of(new DemoPerson("hanako", "id-1", "aozora", "member", new Secret("MZXW6"))));

  @TempDir Path folder;

  @Test
  void what_is_written_is_read_again_and_only_by_its_owner() throws IOException {
    DemoPeopleFile file = new DemoPeopleFile(Folders.in(folder));

    file.write(PEOPLE);

    DemoPerson hanako = file.read().named("hanako");
    assertThat(hanako.tenant()).isEqualTo("aozora");
    assertThat(hanako.totp().reveal()).isEqualTo("MZXW6");
    assertThat(file.read().password().reveal()).isEqualTo("long-password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
  }

  @Test
  void neither_password_nor_totp_secret_shows_in_text() {
    assertThat(PEOPLE.toString()).doesNotContain("long-password").doesNotContain("MZXW6");
  }

  @Test
  void before_the_first_start_the_way_to_start_is_told() {
    assertThatThrownBy(() -> new DemoPeopleFile(Folders.in(folder)).read())
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("make up");
  }

  @Test
  void an_unknown_person_is_answered_with_the_known_ones() {
    assertThatThrownBy(() -> PEOPLE.named("mallory"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("hanako");
  }
}
