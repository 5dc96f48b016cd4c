package jp.meishigura.platform.seal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;

/** UUIDs as 16 bytes, in the order in which they are written. */
final class Bytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  static void put(UUID id, byte[] into, int at) {
    LONG.set(into, at, id.getMostSignificantBits());
    LONG.set(into, at + Long.BYTES, id.getLeastSignificantBits());
  }

  static UUID uuid(byte[] from, int at) {
    return new UUID((long) LONG.get(from, at), (long) LONG.get(from, at + Long.BYTES));
  }
}
