package jp.meishigura.verifier.command;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.log.Extent;
import jp.meishigura.verifier.log.LogReport;
import jp.meishigura.verifier.log.LogVerifier;
import jp.meishigura.verifier.note.SignedNote;
import jp.meishigura.verifier.tile.FolderSource;
import jp.meishigura.verifier.tile.HttpSource;
import jp.meishigura.verifier.tile.LogSource;

/** {@code verify log}. */
record LogVerb() implements Verb {

  @Override
  public String name() {
    return "log";
  }

  @Override
  public String usage() {
    return "[--since FILE [--only-new]] [--minimum-index N] [--save FILE] URL-OR-FOLDER";
  }

  @Override
  public String help() {
    return "every entry and tile of a log, and that it has only grown since a kept checkpoint";
  }

  @Override
  public Set<String> options() {
    return Set.of("--since", "--minimum-index", "--save");
  }

  @Override
  public Set<String> flags() {
    return Set.of("--only-new");
  }

  @Override
  public Facts run(Arguments arguments) throws Refused {
    LogVerifier verifier = new LogVerifier(Trust.of(arguments));
    Extent extent =
        new Extent(
            arguments.number("--minimum-index", Long.MAX_VALUE), arguments.flag("--only-new"));
    Optional<String> since = arguments.one("--since");
    if (extent.onlyNew() && since.isEmpty()) {
      throw new UsageException("--only-new needs --since");
    }
    String place = arguments.words("a URL or a folder").getFirst();
    Optional<InputFile> save = arguments.one("--save").map(InputFile::named);
    Optional<byte[]> kept =
        since.isEmpty()
            ? Optional.empty()
            : Optional.of(InputFile.named(since.get()).read(SignedNote.LIMIT));
    LogReport report = read(verifier, place, kept, extent);
    if (save.isPresent()) {
      save.get().write(report.checkpoint().note());
    }
    return Facts.of(report.checkpoint())
        .add("served-from", report.served())
        .add("recomputed-from", report.from())
        .add("entries-read", report.read())
        .add("entries-unread", report.unread())
        .add("entries-not-commitments", report.plain());
  }

  private static LogReport read(
      LogVerifier verifier, String place, Optional<byte[]> kept, Extent extent) throws Refused {
    if (!place.contains("://")) {
      LogSource folder = new FolderSource(InputFile.named(place).path());
      return verifier.verify(folder, kept, extent);
    }
    try (HttpSource http = http(place)) {
      return verifier.verify(http, kept, extent);
    }
  }

  private static HttpSource http(String place) {
    try {
      return new HttpSource(URI.create(place));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
