/** An SMTP server whose inbox can be read with a browser. */
@NullMarked
package jp.meishigura.local.mail;

import org.jspecify.annotations.NullMarked;
