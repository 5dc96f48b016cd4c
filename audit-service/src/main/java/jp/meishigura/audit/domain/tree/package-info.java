/** The tree over the log (RFC 6962) and its tiles (C2SP tlog-tiles). */
@NullMarked
package jp.meishigura.audit.domain.tree;

import org.jspecify.annotations.NullMarked;
