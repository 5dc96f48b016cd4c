package jp.meishigura.verifier.tile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples of C2SP tlog-tiles. */
class TilePathTest {

  @Test
  void indexes_are_written_in_groups_of_three_digits() {
    assertThat(TilePath.hashes(0, 0, 256)).hasToString("tile/0/000");
    assertThat(TilePath.hashes(3, 67, 256)).hasToString("tile/3/067");
    assertThat(TilePath.hashes(0, 1000, 256)).hasToString("tile/0/x001/000");
    assertThat(TilePath.hashes(0, 1_234_067, 256)).hasToString("tile/0/x001/x234/067");
    assertThat(TilePath.entries(1_234_067, 8)).hasToString("tile/entries/x001/x234/067.p/8");
    assertThat(TilePath.entries(1_000_000_000_000L, 255))
        .hasToString("tile/entries/x001/x000/x000/x000/000.p/255");
  }

  @Test
  void a_tree_of_70000_has_the_partial_tiles_that_the_specification_says() {
    assertThat(TilePath.hashes(0, 273, 70_000L)).hasToString("tile/0/273.p/112");
    assertThat(TilePath.hashes(1, 0, 70_000L)).hasToString("tile/1/000");
    assertThat(TilePath.hashes(1, 1, 70_000L)).hasToString("tile/1/001.p/17");
    assertThat(TilePath.hashes(2, 0, 70_000L)).hasToString("tile/2/000.p/1");
    assertThat(TilePath.hashes(1, 0, 256L)).hasToString("tile/1/000.p/1");
  }
}
