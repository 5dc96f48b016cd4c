package jp.meishigura.gateway.api;

import java.util.List;

/** One key for each subject that was asked for, in no order. */
record CreatedKeys(List<SubjectKeyView> keys) {}
