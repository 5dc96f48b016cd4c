/** Calls from one service to another: tokens of a service account for one tenant. */
@NullMarked
package jp.meishigura.platform.service;

import org.jspecify.annotations.NullMarked;
