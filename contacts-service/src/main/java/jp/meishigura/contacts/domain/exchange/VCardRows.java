package jp.meishigura.contacts.domain.exchange;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import jp.meishigura.contacts.domain.card.NotACard;
import org.jspecify.annotations.Nullable;

/** vCards as rows. */
final class VCardRows implements RowReader {
  private static final char REPLACEMENT = '\uFFFD';

  private final VCardSplitter pieces;

  VCardRows(VCardSplitter pieces) {
    this.pieces = pieces;
  }

  @Override
  public Optional<Row> next() throws IOException {
    return pieces
        .next()
        .map(
            piece ->
                switch (piece) {
                  case VCardSplitter.Piece.Broken broken -> broken.fault().at(broken.line());
                  case VCardSplitter.Piece.Card card -> row(card);
                });
  }

  private static Row row(VCardSplitter.Piece.Card piece) {
    Optional<String> original = StrictText.decode(piece.bytes());
    if (original.isEmpty() || original.get().indexOf(REPLACEMENT) >= 0) {
      return RowFault.ENCODING.at(piece.line());
    }
    String prepared = VCardText.prepare(original.get());
    // Quoted-printable without a CHARSET is in whatever the phone's maker used.
    for (Charset fallback : List.of(StandardCharsets.UTF_8, StrictText.CP932)) {
      @Nullable VCard card = parse(prepared, fallback);
      if (card == null) {
        return RowFault.UNREADABLE.at(piece.line());
      }
      try {
        var draft = VCardMapping.draft(card, original.get());
        if (draft.values().stream().noneMatch(v -> v.text().indexOf(REPLACEMENT) >= 0)) {
          return new Row.Good(piece.line(), draft);
        }
      } catch (NotACard problem) {
        return Row.Bad.of(piece.line(), problem);
      }
    }
    return RowFault.ENCODING.at(piece.line());
  }

  private static @Nullable VCard parse(String card, Charset quotedPrintable) {
    try (VCardReader reader = new VCardReader(card, VCardVersion.V2_1)) {
      reader.setDefaultQuotedPrintableCharset(quotedPrintable);
      return reader.readNext();
    } catch (IOException | RuntimeException unreadable) {
      // A parser of hostile input; its exceptions quote the input, so they go no further.
      return null;
    }
  }
}
