/** Tiles and entry bundles (C2SP tlog-tiles), in a folder or over HTTP. */
@NullMarked
package jp.meishigura.verifier.tile;

import org.jspecify.annotations.NullMarked;
