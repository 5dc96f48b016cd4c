package jp.meishigura.verifier.command;

import java.util.Set;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.note.SignedNote;

/** {@code verify checkpoint}. */
record CheckpointVerb() implements Verb {

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public String usage() {
    return "FILE";
  }

  @Override
  public String help() {
    return "who signed and cosigned a checkpoint";
  }

  @Override
  public Set<String> options() {
    return Set.of();
  }

  @Override
  public Set<String> flags() {
    return Set.of();
  }

  @Override
  public Facts run(Arguments arguments) throws Refused {
    String file = arguments.words("a checkpoint's file").getFirst();
    return Facts.of(Trust.of(arguments).verify(InputFile.named(file).read(SignedNote.LIMIT)));
  }
}
