/** One transaction per class: joins domain, store, events and audit. */
@NullMarked
package jp.meishigura.consent.service;

import org.jspecify.annotations.NullMarked;
