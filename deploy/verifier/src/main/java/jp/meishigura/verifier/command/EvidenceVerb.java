package jp.meishigura.verifier.command;

import java.util.Optional;
import java.util.Set;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.VerifiedCheckpoint;
import jp.meishigura.verifier.evidence.EvidenceVerifier;
import jp.meishigura.verifier.evidence.TlogProof;
import jp.meishigura.verifier.text.StrictBase64;

/** {@code verify evidence}. */
record EvidenceVerb() implements Verb {
  private static final int EVENT_LIMIT = 64 * 1024 * 1024;

  @Override
  public String name() {
    return "evidence";
  }

  @Override
  public String usage() {
    return "[--event FILE] [--entry BASE64] [--save FILE] PROOF";
  }

  @Override
  public String help() {
    return "offline, that a log holds an event (or an entry): PROOF is a .tlog-proof file";
  }

  @Override
  public Set<String> options() {
    return Set.of("--event", "--entry", "--save");
  }

  @Override
  public Set<String> flags() {
    return Set.of();
  }

  @Override
  public Facts run(Arguments arguments) throws Refused {
    EvidenceVerifier verifier = new EvidenceVerifier(Trust.of(arguments));
    Optional<String> event = arguments.one("--event");
    Optional<byte[]> entry = entry(arguments);
    if (event.isEmpty() && entry.isEmpty()) {
      throw new UsageException("--event or --entry is missing: what does the proof prove?");
    }
    InputFile file = InputFile.named(arguments.words("a .tlog-proof file").getFirst());
    TlogProof proof = TlogProof.parse(file.read(TlogProof.LIMIT));
    byte[] bytes = event.isEmpty() ? new byte[0] : InputFile.named(event.get()).read(EVENT_LIMIT);
    if (event.isPresent() && entry.isPresent()) {
      verifier.verifyCommitment(proof, bytes, entry.get());
    }
    VerifiedCheckpoint verified =
        entry.isPresent()
            ? verifier.verifyEntry(proof, entry.get())
            : verifier.verifyEvent(proof, bytes);
    if (arguments.one("--save").isPresent()) {
      InputFile.named(arguments.one("--save").get()).write(verified.note());
    }
    return Facts.of(verified).add("index", proof.index());
  }

  private static Optional<byte[]> entry(Arguments arguments) {
    Optional<String> text = arguments.one("--entry");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(StrictBase64.decode(text.get(), "--entry"));
    } catch (Refused e) {
      throw new UsageException(e.detail());
    }
  }
}
