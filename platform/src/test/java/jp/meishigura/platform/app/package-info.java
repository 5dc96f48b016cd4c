@NullMarked
package jp.meishigura.platform.app;

import org.jspecify.annotations.NullMarked;
