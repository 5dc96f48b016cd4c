package jp.meishigura.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What goes before a command so that it runs in a session of its own, under the same number. */
final class OwnSession {
  private OwnSession() {}

  /**
   * @param programs finds programs on the PATH
   * @return nothing where the machine has neither of the programs that can do it
   */
  static List<String> prefix(Function<String, Optional<Path>> programs) {
    if (programs.apply("setsid").isPresent()) {
      return List.of("setsid");
    }
    // macOS has no setsid program, but a perl that knows the system call.
    return programs
        .apply("perl")
        .map(
            perl ->
                List.of(
                    perl.toString(),
                    "-MPOSIX=setsid",
                    "-e",
                    "setsid() > 0 or die $!; exec { $ARGV[0] } @ARGV or die $!"))
        .orElse(List.of());
  }
}
