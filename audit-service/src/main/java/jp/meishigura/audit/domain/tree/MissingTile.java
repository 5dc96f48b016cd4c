package jp.meishigura.audit.domain.tree;

/** The store lacks a tile that the log's size says it has. */
public final class MissingTile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingTile(TileName name) {
    super("no tile " + name.level() + "/" + name.index() + " of the needed width");
  }
}
