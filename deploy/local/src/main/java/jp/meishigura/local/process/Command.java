package jp.meishigura.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to run in the background.
 *
 * @param words program and arguments; never a secret, since every user of the machine can read them
 * @param environment added to the launcher's own
 * @param stopSignal what asks it to end in good order: {@code TERM} for most
 */
public record Command(List<String> words, Map<String, String> environment, String stopSignal) {
  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  public static Command of(List<String> words) {
    return new Command(words, Map.of(), "TERM");
  }

  /** A Java program on the JDK that runs the launcher. */
  public static Command java(List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(arguments);
    return of(words);
  }

  public Command stoppedBy(String signal) {
    return new Command(words, environment, signal);
  }

  public Command with(Map<String, String> environment) {
    return new Command(words, environment, stopSignal);
  }
}
