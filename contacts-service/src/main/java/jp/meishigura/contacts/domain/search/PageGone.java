package jp.meishigura.contacts.domain.search;

/** The card a page should begin after is no longer there: begin again from the first page. */
public final class PageGone extends RuntimeException {
  public PageGone() {
    super("the card to continue after is gone");
  }
}
