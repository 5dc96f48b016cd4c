package jp.meishigura.audit.domain.detect;

import java.util.List;

/** The installation's rules, as they would be for a tenant. */
public interface RuleCheck {

  /**
   * @throws BadRule when it names a rule that is not there, or a ceiling is none
   */
  List<Rule> rules(Choice choice);
}
