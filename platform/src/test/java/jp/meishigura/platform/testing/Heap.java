package jp.meishigura.platform.testing;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.BIG_ENDIAN;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This process's own heap, as somebody with a dump of it has it: garbage that was not collected is
 * in it too. Reads HPROF as HotSpot writes it, with ids of 8 bytes; outside of the heap, so that
 * the next dump does not show what was read of the last.
 */
public final class Heap {

  private static final ValueLayout.OfInt U4 = JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
  private static final ValueLayout.OfShort U2 = JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
  private static final int MASK = 0x5a;
  private static final int DUMP = 0x0c;
  private static final int DUMP_SEGMENT = 0x1c;
  private static final int BYTES = 8;

  private final MemorySegment dump;
  private final Needle needle;
  private final List<Integer> found = new ArrayList<>();
  private long at;

  private Heap(MemorySegment dump, Needle needle) {
    this.dump = dump;
    this.needle = needle;
  }

  /** What is looked for, masked: so that the search does not find itself. */
  public static final class Needle {

    private final byte[] masked;

    /** Keeps no copy of it. */
    public Needle(byte[] plain) {
      masked = new byte[plain.length];
      for (int at = 0; at < plain.length; at++) {
        masked[at] = (byte) (plain[at] ^ MASK);
      }
    }

    private boolean in(MemorySegment hay) {
      for (long from = 0; from <= hay.byteSize() - masked.length; from++) {
        int at = 0;
        while (at < masked.length && (byte) (hay.get(JAVA_BYTE, from + at) ^ MASK) == masked[at]) {
          at++;
        }
        if (at == masked.length) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The lengths of all byte arrays that hold it; a String's text in Latin letters is such a one.
   */
  public static List<Integer> arraysWith(Needle needle) {
    try {
      Path folder = Files.createTempDirectory("heap");
      Path file = folder.resolve("own.hprof");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpHeap(file.toString(), false);
        try (FileChannel channel = FileChannel.open(file);
            Arena arena = Arena.ofConfined()) {
          return new Heap(
                  channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), needle)
              .search();
        }
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Integer> search() {
    while (u1() != 0) {
      // the format's name
    }
    if (u4() != Long.BYTES) {
      throw new IllegalStateException("HPROF with ids of another size.");
    }
    at += Long.BYTES;
    while (at < dump.byteSize()) {
      int tag = u1();
      at += Integer.BYTES;
      long end = Integer.toUnsignedLong(u4()) + at;
      if (tag == DUMP || tag == DUMP_SEGMENT) {
        while (at < end) {
          one();
        }
      }
      at = end;
    }
    return found;
  }

  /** Reads one object or root. */
  private void one() {
    int kind = u1();
    switch (kind) {
      case 0xff, 0x05, 0x07 -> at += 8;
      case 0x01, 0x02, 0x03, 0x08 -> at += 16;
      case 0x04, 0x06 -> at += 12;
      case 0x20 -> type();
      case 0x21 -> {
        at += 20;
        skip(u4());
      }
      case 0x22 -> {
        at += 12;
        long length = u4();
        at += 8 + 8 * length;
      }
      case 0x23 -> primitives();
      default -> throw new IllegalStateException("HPROF with an unknown part " + kind);
    }
  }

  private void primitives() {
    at += 12;
    int length = u4();
    int type = u1();
    if (type == BYTES && needle.in(dump.asSlice(at, length))) {
      found.add(length);
    }
    at += (long) length * size(type);
  }

  private void type() {
    at += 8 + 4 + 6 * 8 + 4;
    int constants = u2();
    for (int i = 0; i < constants; i++) {
      at += 2;
      skip(size(u1()));
    }
    int statics = u2();
    for (int i = 0; i < statics; i++) {
      at += 8;
      skip(size(u1()));
    }
    int fields = u2();
    at += 9L * fields;
  }

  /** Not {@code at += read()}: that adds to where it was before the reading. */
  private void skip(int bytes) {
    at += bytes;
  }

  private int u1() {
    return Byte.toUnsignedInt(dump.get(JAVA_BYTE, at++));
  }

  private int u2() {
    int value = Short.toUnsignedInt(dump.get(U2, at));
    at += 2;
    return value;
  }

  private int u4() {
    int value = dump.get(U4, at);
    at += 4;
    return value;
  }

  private static int size(int type) {
    return switch (type) {
      case 2, 7, 11 -> 8;
      case 4, BYTES -> 1;
      case 5, 9 -> 2;
      case 6, 10 -> 4;
      default -> throw new IllegalStateException("HPROF with an unknown type " + type);
    };
  }
}
