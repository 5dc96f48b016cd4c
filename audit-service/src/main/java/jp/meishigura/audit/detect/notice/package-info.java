/** Tells findings to those whom a tenant names, until they have taken them. */
@NullMarked
package jp.meishigura.audit.detect.notice;

import org.jspecify.annotations.NullMarked;
