package jp.meishigura.audit.domain.tree;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * How tiles grow when entries are added: on each level the last tile is filled up, and each tile
 * that became full adds its root to the level above.
 */
public final class Growth {

  private final Tiles tiles;
  private final List<Tile> changed = new ArrayList<>();

  private Growth(Tiles tiles) {
    this.tiles = tiles;
  }

  /**
   * The tiles that are new or have become wider.
   *
   * @param size how many entries there are so far
   * @param entries those that follow, {@link Commitment#entry}
   */
  public static List<Tile> of(Tiles tiles, long size, List<byte[]> entries) {
    Growth growth = new Growth(tiles);
    var _ = growth.fill(TileName.ENTRIES, size, entries.stream().map(Growth::framed).toList());
    List<byte[]> hashes = entries.stream().map(TreeHash::ofLeaf).toList();
    long position = size;
    for (int level = 0; !hashes.isEmpty(); level++) {
      hashes = growth.fill(level, position, hashes);
      position /= TileName.WIDTH;
    }
    return growth.changed;
  }

  /** An entry after its length, as bundles have it. */
  private static byte[] framed(byte[] entry) {
    byte[] framed = new byte[2 + entry.length];
    framed[0] = (byte) (entry.length >>> Byte.SIZE);
    framed[1] = (byte) entry.length;
    System.arraycopy(entry, 0, framed, 2, entry.length);
    return framed;
  }

  /** Adds things to a level; the roots of the tiles that became full. */
  private List<byte[]> fill(int level, long position, List<byte[]> things) {
    List<byte[]> roots = new ArrayList<>();
    int taken = 0;
    while (taken < things.size()) {
      TileName name = new TileName(level, (position + taken) / TileName.WIDTH);
      int before = (int) ((position + taken) % TileName.WIDTH);
      int more = Math.min(TileName.WIDTH - before, things.size() - taken);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (before > 0) {
        bytes.writeBytes(tiles.bytes(name).orElseThrow(() -> new MissingTile(name)));
      }
      things.subList(taken, taken + more).forEach(bytes::writeBytes);
      Tile tile = new Tile(name, before + more, bytes.toByteArray());
      changed.add(tile);
      if (tile.width() == TileName.WIDTH && level != TileName.ENTRIES) {
        roots.add(TreeHash.ofRow(tile.bytes(), 0, tile.bytes().length));
      }
      taken += more;
    }
    return roots;
  }
}
