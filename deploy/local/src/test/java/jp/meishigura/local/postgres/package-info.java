@NullMarked
package jp.meishigura.local.postgres;

import org.jspecify.annotations.NullMarked;
