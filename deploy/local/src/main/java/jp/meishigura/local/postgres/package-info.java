/** PostgreSQL from packaged binaries: a database and two roles per service. */
@NullMarked
package jp.meishigura.local.postgres;

import org.jspecify.annotations.NullMarked;
