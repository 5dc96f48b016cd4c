package jp.meishigura.platform.seal;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Key material or another secret. It prints nothing, compares by identity and is zeroed when it is
 * no longer needed. Who may {@link #expose()} it is a list in each service's ArchitectureTest.
 */
public final class SecretBytes implements AutoCloseable {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;
  private volatile boolean closed;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over: the caller must not keep it. */
  public static SecretBytes owning(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  public static SecretBytes random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return new SecretBytes(bytes);
  }

  /**
   * The secret itself, not a copy: it becomes zeros when this is closed.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public byte[] expose() {
    if (closed) {
      throw new IllegalStateException("This secret was given up.");
    }
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  public SecretBytes copy() {
    return new SecretBytes(expose().clone());
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "***";
  }
}
