package jp.meishigura.verifier.command;

import java.util.List;
import java.util.Set;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.ConsistencyProof;
import jp.meishigura.verifier.checkpoint.GrowthVerifier;
import jp.meishigura.verifier.checkpoint.VerifiedCheckpoint;
import jp.meishigura.verifier.note.SignedNote;

/** {@code verify consistency}. */
record ConsistencyVerb() implements Verb {

  @Override
  public String name() {
    return "consistency";
  }

  @Override
  public String usage() {
    return "[--save FILE] OLD-CHECKPOINT PROOF";
  }

  @Override
  public String help() {
    return "offline, that a log has only grown: PROOF is a tlog-witness add-checkpoint body";
  }

  @Override
  public Set<String> options() {
    return Set.of("--save");
  }

  @Override
  public Set<String> flags() {
    return Set.of();
  }

  @Override
  public Facts run(Arguments arguments) throws Refused {
    GrowthVerifier verifier = new GrowthVerifier(Trust.of(arguments));
    List<String> files = arguments.words("the old checkpoint", "the proof");
    byte[] older = InputFile.named(files.get(0)).read(SignedNote.LIMIT);
    byte[] proof = InputFile.named(files.get(1)).read(ConsistencyProof.LIMIT);
    ConsistencyProof parsed = ConsistencyProof.parse(proof);
    VerifiedCheckpoint newer = verifier.verify(older, parsed);
    if (arguments.one("--save").isPresent()) {
      InputFile.named(arguments.one("--save").get()).write(newer.note());
    }
    return Facts.of(newer).add("since", parsed.oldSize());
  }
}
