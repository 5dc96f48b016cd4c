package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.domain.search.PageGone;
import jp.meishigura.contacts.domain.search.SearchPage;
import jp.meishigura.contacts.domain.search.SearchQuestion;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;

/** Asks the index in memory for a caller. */
@ApplicationScoped
class IndexQuestions {

  private final CardSearch search;

  IndexQuestions(CardSearch search) {
    this.search = search;
  }

  OpenPage find(Caller caller, SearchQuestion question) {
    try {
      SearchPage page =
          SearchFeed.asking(caller, () -> search.find(caller.tenant().id(), question));
      return new OpenPage(page.cards(), page.more());
    } catch (PageGone e) {
      throw pageGone();
    }
  }

  static ProblemException pageGone() {
    return Problem.of(400, "invalid-cursor", "The page before this one is gone")
        .detail("Start again without cursor and follow the member next of each page.")
        .exception();
  }
}
