package jp.meishigura.consent.pages;

import java.util.List;

/**
 * What the templates tell, all of it in the reader's language.
 *
 * @param view the name of a {@link jp.meishigura.consent.domain.link.LinkView}
 * @param controller who asks
 * @param purpose what for
 * @param text why, in the controller's words
 * @param fields which data
 * @param days how long a consent lasts
 * @param answerBy when the question ends
 * @param since when the state began
 * @param until when a consent ends; empty without one
 * @param answeredOtherwise whether an earlier answer stands against the one just sent
 * @param withdrawable whether there is a consent to take back
 */
record PageModel(
    String view,
    String controller,
    String purpose,
    String text,
    List<String> fields,
    int days,
    String answerBy,
    String since,
    String until,
    boolean answeredOtherwise,
    boolean withdrawable) {}
