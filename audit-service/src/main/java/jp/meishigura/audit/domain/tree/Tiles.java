package jp.meishigura.audit.domain.tree;

import java.util.Optional;

/** The tiles that are kept. */
@FunctionalInterface
public interface Tiles {

  /** The tile as far as it goes by now. */
  Optional<byte[]> bytes(TileName name);
}
