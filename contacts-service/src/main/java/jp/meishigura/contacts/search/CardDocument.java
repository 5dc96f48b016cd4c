package jp.meishigura.contacts.search;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.search.Openings;
import jp.meishigura.contacts.domain.search.SearchEntry;
import jp.meishigura.contacts.domain.text.GojuonOrder;
import jp.meishigura.contacts.domain.text.SearchText;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/** How a card lies in the index. Nothing is stored beside what the questions need. */
final class CardDocument {
  static final String CARD = "card";
  static final String LETTERS = "letters";
  static final String BIGRAMS = "bigrams";
  static final String ORDER = "order";

  /** 五十音 order; the card's id last, so that a page has one place to continue at. */
  static final Sort GOJUON =
      new Sort(
          new SortField(ORDER, SortField.Type.STRING), new SortField(CARD, SortField.Type.STRING));

  private CardDocument() {}

  static Document of(SearchEntry entry, Openings openings) {
    Document document = new Document();
    String card = entry.card().toString();
    document.add(new StringField(CARD, card, Store.NO));
    document.add(new SortedDocValuesField(CARD, new BytesRef(card)));
    document.add(new SortedDocValuesField(ORDER, new BytesRef(order(entry))));
    Stream.of(entry.names(), entry.readings(), entry.companies())
        .flatMap(texts -> texts.stream())
        .map(SearchText::fold)
        .distinct()
        .forEach(
            text -> {
              document.add(new TextField(LETTERS, text, Store.NO));
              document.add(new TextField(BIGRAMS, text, Store.NO));
            });
    openings
        .until()
        .forEach(
            (purpose, until) ->
                document.add(new NumericDocValuesField(openUntil(purpose), millis(until))));
    return document;
  }

  static Term term(UUID card) {
    return new Term(CARD, card.toString());
  }

  /** The field that says until when a card is open for a purpose. */
  static String openUntil(String purpose) {
    return "open:" + purpose;
  }

  /** Rounded down: a card locks up to a millisecond early, never late. */
  static long millis(Instant until) {
    return until.equals(Instant.MAX) ? Long.MAX_VALUE : until.toEpochMilli();
  }

  private static byte[] order(SearchEntry entry) {
    String company = entry.companies().isEmpty() ? "" : entry.companies().getFirst();
    return GojuonOrder.key(
        entry.readings().isEmpty() ? "" : entry.readings().getFirst(),
        entry.names().isEmpty() ? company : entry.names().getFirst());
  }
}
