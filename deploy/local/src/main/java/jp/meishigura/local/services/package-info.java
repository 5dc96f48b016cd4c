/** The four Meishigura services, each as its own process. */
@NullMarked
package jp.meishigura.local.services;

import org.jspecify.annotations.NullMarked;
