/** Purposes, requests, mails, pages and the records of what people answered. */
@NullMarked
package jp.meishigura.consent;

import org.jspecify.annotations.NullMarked;
