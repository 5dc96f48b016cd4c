package jp.meishigura.bench.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.GrowingTree;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.merkle.HashRow;
import jp.meishigura.verifier.merkle.TreeHasher;
import jp.meishigura.verifier.tile.TilePath;

/**
 * A log in a folder, as anybody mirrors ours: entries of 33 bytes, a version and a commitment.
 * Written in one go, because a million events take the suite minutes.
 */
final class SyntheticLog {
  private static final String ORIGIN = "log.example/bench";
  private static final int ENTRY_BYTES = 33;
  private static final byte ED25519 = 1;

  private final TreeHasher hasher = new TreeHasher();
  private final Path folder;
  private final GrowingTree tree;
  private final KeyPair pair;

  private SyntheticLog(Path folder) throws GeneralSecurityException {
    this.folder = folder;
    this.tree = new GrowingTree((level, index, row) -> write(level, index, row));
    this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  /**
   * Writes the log.
   *
   * @return the key that its checkpoint is signed with, as verifiers are given it
   */
  static String write(Path folder, int size) throws IOException {
    try {
      SyntheticLog log = new SyntheticLog(folder);
      log.grow(size);
      return log.vkey();
    } catch (GeneralSecurityException | Refused e) {
      throw new IllegalStateException("The synthetic log could not be written.", e);
    }
  }

  private void grow(int size) throws IOException, GeneralSecurityException, Refused {
    Random random = new Random(size);
    HashRow edge = new HashRow();
    for (int from = 0; from < size; from += HashRow.FULL) {
      int width = Math.min(HashRow.FULL, size - from);
      HashRow row = leaves(from / HashRow.FULL, width, random);
      if (row.isFull()) {
        tree.add(1, row.root(hasher));
      } else {
        edge = row;
      }
    }
    for (int level = 1; level <= tree.levels(); level++) {
      HashRow row = tree.edge(level);
      if (row.width() > 0) {
        write(level, (size >>> (8 * level)) / HashRow.FULL, row);
      }
    }
    Files.writeString(folder.resolve(TilePath.CHECKPOINT), checkpoint(size, tree.rootWith(edge)));
  }

  private HashRow leaves(long index, int width, Random random) throws IOException {
    ByteBuffer bundle = ByteBuffer.allocate(width * (Short.BYTES + ENTRY_BYTES));
    HashRow row = new HashRow();
    byte[] entry = new byte[ENTRY_BYTES];
    for (int i = 0; i < width; i++) {
      random.nextBytes(entry);
      entry[0] = 1;
      bundle.putShort((short) ENTRY_BYTES).put(entry);
      row.addLeaf(hasher, entry, 0, ENTRY_BYTES);
    }
    write(TilePath.entries(index, width), bundle.array());
    write(0, index, row);
    return row;
  }

  private void write(int level, long index, HashRow row) {
    ByteBuffer hashes = ByteBuffer.allocate(row.width() * Hash.LENGTH);
    for (int place = 0; place < row.width(); place++) {
      hashes.put(row.get(place).bytes());
    }
    try {
      write(TilePath.hashes(level, index, row.width()), hashes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(TilePath path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path.toString());
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** C2SP tlog-checkpoint: a signed note. */
  private String checkpoint(int size, Hash root) throws GeneralSecurityException {
    String text = ORIGIN + "\n" + size + "\n" + root + "\n";
    Signature signing = Signature.getInstance("Ed25519");
    signing.initSign(pair.getPrivate());
    signing.update(text.getBytes(UTF_8));
    ByteArrayOutputStream signature = new ByteArrayOutputStream();
    signature.writeBytes(keyId());
    signature.writeBytes(signing.sign());
    return text
        + "\n— "
        + ORIGIN
        + ' '
        + Base64.getEncoder().encodeToString(signature.toByteArray())
        + "\n";
  }

  private String vkey() throws GeneralSecurityException {
    return ORIGIN
        + '+'
        + HexFormat.of().formatHex(keyId())
        + '+'
        + Base64.getEncoder().encodeToString(typedKey());
  }

  private byte[] keyId() throws GeneralSecurityException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update((ORIGIN + "\n").getBytes(UTF_8));
    return Arrays.copyOf(sha256.digest(typedKey()), Integer.BYTES);
  }

  /** The type and the 32 bytes that end the key's usual encoding. */
  private byte[] typedKey() {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] typed = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
    typed[0] = ED25519;
    return typed;
  }
}
