package jp.meishigura.contacts.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import jp.meishigura.platform.seal.KeyedDigest;

/** Digests what is read through it. */
final class DigestedStream extends FilterInputStream {

  private final KeyedDigest digest;

  DigestedStream(InputStream in, KeyedDigest digest) {
    super(in);
    this.digest = digest;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    if (one >= 0) {
      digest.update((byte) one);
    }
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    if (count > 0) {
      digest.update(into, offset, count);
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
