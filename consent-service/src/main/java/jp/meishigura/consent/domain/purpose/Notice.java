package jp.meishigura.consent.domain.purpose;

/**
 * What a person is told before answering, in one language.
 *
 * @param name the purpose's name
 * @param controller who asks
 * @param text why, in the controller's own words
 */
public record Notice(Language language, String name, String controller, String text) {

  static final int MAX_LINE = 120;
  static final int MAX_TEXT = 4000;
}
