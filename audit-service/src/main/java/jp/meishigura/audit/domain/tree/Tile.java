package jp.meishigura.audit.domain.tree;

/**
 * A tile as it is published.
 *
 * @param width how many hashes or entries there are in it
 */
@SuppressWarnings("ArrayRecordComponent") // Published bytes; never compared.
public record Tile(TileName name, int width, byte[] bytes) {}
