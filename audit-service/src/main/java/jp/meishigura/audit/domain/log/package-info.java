/** What an entry of the log is and how it is asked for. Pure Java. */
@NullMarked
package jp.meishigura.audit.domain.log;

import org.jspecify.annotations.NullMarked;
