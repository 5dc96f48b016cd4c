/** Child processes that outlive the JVM that started them: pid files, logs, signals. */
@NullMarked
package jp.meishigura.local.process;

import org.jspecify.annotations.NullMarked;
