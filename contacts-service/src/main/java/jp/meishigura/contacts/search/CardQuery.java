package jp.meishigura.contacts.search;

import jp.meishigura.contacts.domain.search.SearchQuestion;
import jp.meishigura.contacts.domain.text.SearchText;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** A question in Lucene's words. */
final class CardQuery {
  /** Nobody's name is longer, and each letter costs a look-up. */
  private static final int LONGEST = 100;

  private CardQuery() {}

  static Query of(SearchQuestion question) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(
        NumericDocValuesField.newSlowRangeQuery(
            CardDocument.openUntil(question.purpose()),
            question.now().toEpochMilli() + 1,
            Long.MAX_VALUE),
        Occur.FILTER);
    if (question.name() != null) {
      query.add(contains(SearchText.fold(question.name())), Occur.FILTER);
    }
    return query.build();
  }

  /** Bigrams in a row are exactly the texts that contain the part. */
  private static Query contains(String part) {
    int[] letters = part.codePoints().limit(LONGEST).toArray();
    if (letters.length == 1) {
      return new TermQuery(new Term(CardDocument.LETTERS, part));
    }
    PhraseQuery.Builder phrase = new PhraseQuery.Builder();
    for (int i = 0; i + 1 < letters.length; i++) {
      phrase.add(new Term(CardDocument.BIGRAMS, new String(letters, i, 2)));
    }
    return phrase.build();
  }
}
