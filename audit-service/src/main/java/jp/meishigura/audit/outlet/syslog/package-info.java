/** RFC 5424 over TLS (RFC 5425). */
@NullMarked
package jp.meishigura.audit.outlet.syslog;

import org.jspecify.annotations.NullMarked;
