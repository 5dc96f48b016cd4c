package jp.meishigura.audit.domain.detect;

import jp.meishigura.audit.domain.finding.Finding;

/**
 * A finding as it has become.
 *
 * @param opened whether it is new
 */
public record Change(Rule rule, Finding finding, boolean opened) {}
