package jp.meishigura.contacts.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.search.PageGone;
import jp.meishigura.contacts.domain.search.SearchPage;
import jp.meishigura.contacts.domain.search.SearchQuestion;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages. A page continues after a card, not after a position: what was put or removed between
 * two pages shifts nothing.
 */
final class Pages {
  private Pages() {}

  static SearchPage read(SearcherManager searchers, SearchQuestion question) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      @Nullable FieldDoc after =
          question.after() == null ? null : place(searcher, question.after());
      int wanted = question.limit() + 1;
      ScoreDoc[] found =
          searcher.search(
                  CardQuery.of(question),
                  new TopFieldCollectorManager(CardDocument.GOJUON, wanted, after, wanted))
              .scoreDocs;
      List<UUID> cards = Arrays.stream(found).limit(question.limit()).map(Pages::card).toList();
      return new SearchPage(cards, found.length == wanted);
    } finally {
      searchers.release(searcher);
    }
  }

  /** Where a card stands in the order, open or not: it may have been locked since its page. */
  private static FieldDoc place(IndexSearcher searcher, UUID card) throws IOException {
    ScoreDoc[] found =
        searcher.search(new TermQuery(CardDocument.term(card)), 1, CardDocument.GOJUON).scoreDocs;
    if (found.length == 0) {
      throw new PageGone();
    }
    return (FieldDoc) found[0];
  }

  private static UUID card(ScoreDoc found) {
    return UUID.fromString(((BytesRef) ((FieldDoc) found).fields[1]).utf8ToString());
  }
}
