package jp.meishigura.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void a_secret_is_made_once_and_is_the_same_after_a_restart() {
    String first = new Secrets(folder).get("kafka").reveal();

    assertThat(first).hasSize(32);
    assertThat(new Secrets(folder).get("kafka").reveal()).isEqualTo(first);
    assertThat(new Secrets(folder).get("mail").reveal()).isNotEqualTo(first);
  }

  @Test
  void only_the_owner_can_read_a_secret_and_its_folder() throws IOException {
    Path fresh = folder.resolve("secrets");
    Secrets secrets = new Secrets(fresh);
    secrets.get("kafka");

    assertThat(mode(secrets.file("kafka"))).isEqualTo("rw-------");
    assertThat(mode(fresh)).isEqualTo("rwx------");
  }

  @Test
  void a_replaced_file_keeps_its_mode() throws IOException {
    Path file = folder.resolve("settings");
    Files.writeString(file, "open to all");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    PrivateFiles.write(file, "now private");

    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(file).hasContent("now private");
  }

  @Test
  void a_secret_does_not_show_itself() {
    assertThat(new Secret("hunter2")).hasToString("(secret)");
  }

  @Test
  void a_name_cannot_lead_out_of_the_folder() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Secrets(folder).get("../elsewhere"));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
