package jp.meishigura.contacts.search;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ngram.NGramTokenizer;

/** Letters and pairs of letters of texts that are folded already. */
final class NameAnalyzer extends Analyzer {
  NameAnalyzer() {
    super(PER_FIELD_REUSE_STRATEGY);
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    int size = field.equals(CardDocument.LETTERS) ? 1 : 2;
    return new TokenStreamComponents(new NGramTokenizer(size, size));
  }

  /** Between two names of one card, so that no phrase begins in one and ends in the other. */
  @Override
  public int getPositionIncrementGap(String field) {
    return 100;
  }
}
