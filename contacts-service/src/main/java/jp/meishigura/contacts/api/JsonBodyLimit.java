package jp.meishigura.contacts.api;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import jp.meishigura.contacts.ContactsConfig;
import jp.meishigura.platform.problem.Problem;

/**
 * Bounds JSON bodies, which are read into memory. The door itself lets more in, for imports, which
 * are not.
 */
@Provider
public class JsonBodyLimit implements ReaderInterceptor {

  /** Asked for late: interceptors are made at build time, when there is no configuration yet. */
  private final jakarta.inject.Provider<ContactsConfig> config;

  public JsonBodyLimit(jakarta.inject.Provider<ContactsConfig> config) {
    this.config = config;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getType() == InputStream.class) {
      return context.proceed();
    }
    Bounded bounded = new Bounded(context.getInputStream(), config.get().maxJsonBytes());
    context.setInputStream(bounded);
    try {
      return context.proceed();
    } catch (IOException | RuntimeException e) {
      // Whatever the parser has made of it.
      if (bounded.left < 0) {
        throw Problem.of(413, "body-too-large", "The body is too large")
            .detail("Send many cards as an import.")
            .exception();
      }
      throw e;
    }
  }

  private static final class Bounded extends FilterInputStream {

    private long left;

    Bounded(InputStream in, long limit) {
      super(in);
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, length);
      count(count);
      return count;
    }

    private void count(int read) throws IOException {
      left -= Math.max(0, read);
      if (left < 0) {
        throw new IOException("too large");
      }
    }
  }
}
