package jp.meishigura.verifier.testlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A tiny log, written apart from what is tested: it keeps all in memory and writes the folder that
 * a tlog-tiles log serves.
 */
public final class TestLog {
  private final NoteSigner signer;
  private final List<byte[]> entries = new ArrayList<>();
  private final List<byte[]> leaves = new ArrayList<>();

  public TestLog(NoteSigner signer) {
    this.signer = signer;
  }

  /** A log of that many events, whose openings are their numbers. */
  public static TestLog of(NoteSigner signer, int size) {
    TestLog log = new TestLog(signer);
    log.grow(size);
    return log;
  }

  /** Adds events up to that size. */
  public TestLog grow(int size) {
    while (entries.size() < size) {
      int index = entries.size();
      add(commitment(opening(index), event(index)));
    }
    return this;
  }

  public void add(byte[] entry) {
    entries.add(entry);
    leaves.add(NaiveTree.leaf(entry));
  }

  public static byte[] event(int index) {
    return ("{\"event\":" + index + "}").getBytes(UTF_8);
  }

  public static byte[] opening(int index) {
    return String.format(Locale.ROOT, "opening %024d", index).getBytes(UTF_8);
  }

  public static byte[] commitment(byte[] opening, byte[] event) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(opening, "HmacSHA256"));
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      entry.write(1);
      entry.writeBytes(mac.doFinal(event));
      return entry.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public int size() {
    return entries.size();
  }

  public byte[] entry(int index) {
    return entries.get(index);
  }

  public byte[] root(int size) {
    return NaiveTree.root(leaves.subList(0, size));
  }

  /** The text of a checkpoint, unsigned. */
  public String text(int size) {
    return signer.name() + '\n' + size + '\n' + base64(root(size)) + '\n';
  }

  public String checkpoint() {
    return checkpoint(size());
  }

  public String checkpoint(int size) {
    return signer.sign(text(size));
  }

  /** Evidence for an entry, under a checkpoint. */
  public String proof(int index, String extra, String checkpoint) {
    int size = Integer.parseInt(checkpoint.split("\n", -1)[1]);
    StringBuilder proof = new StringBuilder("c2sp.org/tlog-proof@v1\n");
    proof.append("extra ").append(extra).append('\n');
    proof.append("index ").append(index).append('\n');
    NaiveTree.path(index, leaves.subList(0, size))
        .forEach(hash -> proof.append(base64(hash)).append('\n'));
    return proof.append('\n').append(checkpoint).toString();
  }

  public String proof(int index) {
    return proof(index, base64(opening(index)), checkpoint());
  }

  /** A consistency proof as a witness is sent it. */
  public String growth(int from, int to) {
    StringBuilder proof = new StringBuilder("old " + from + '\n');
    NaiveTree.proof(from, leaves.subList(0, to))
        .forEach(hash -> proof.append(base64(hash)).append('\n'));
    return proof.append('\n').append(checkpoint(to)).toString();
  }

  /** Writes all tiles of the present size, and the checkpoint. */
  public Path publish(Path folder) {
    try {
      List<byte[]> hashes = leaves;
      for (int level = 0; !hashes.isEmpty(); level++) {
        List<byte[]> above = new ArrayList<>();
        for (int from = 0; from < hashes.size(); from += 256) {
          List<byte[]> tile = hashes.subList(from, Math.min(from + 256, hashes.size()));
          write(folder, String.valueOf(level), from / 256, tile.size(), join(tile, false));
          if (level == 0) {
            List<byte[]> bundle = entries.subList(from, from + tile.size());
            write(folder, "entries", from / 256, tile.size(), join(bundle, true));
          }
          if (tile.size() == 256) {
            above.add(NaiveTree.root(tile));
          }
        }
        hashes = above;
      }
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("checkpoint"), checkpoint());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] join(List<byte[]> parts, boolean lengths) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      if (lengths) {
        all.write(part.length >> 8);
        all.write(part.length);
      }
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static void write(Path folder, String level, int index, int width, byte[] bytes)
      throws IOException {
    Path file = folder.resolve(path(level, index, width));
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** A tile's path, for indexes below a thousand million. */
  public static String path(String level, int index, int width) {
    String digits = String.format(Locale.ROOT, "%09d", index);
    String path = digits.substring(6);
    if (index >= 1000) {
      path = 'x' + digits.substring(3, 6) + '/' + path;
    }
    if (index >= 1_000_000) {
      path = 'x' + digits.substring(0, 3) + '/' + path;
    }
    return "tile/" + level + '/' + path + (width < 256 ? ".p/" + width : "");
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
