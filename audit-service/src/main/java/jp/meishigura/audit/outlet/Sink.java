package jp.meishigura.audit.outlet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Receiver;

/** Where an outlet's entries go. Used by one thread, but for {@link #abort()}. */
public interface Sink extends AutoCloseable {

  /** Connects anew, or fails. */
  void open() throws IOException;

  /**
   * Who is connected, where that can be told: whoever is another one than before has nothing yet.
   */
  Optional<Receiver> receiver();

  /**
   * How many entries from before a broken connection may be lost although they were sent, so that
   * they are sent again.
   */
  int overlap();

  /** Delivers, in this order; returns when all are as safe as this kind of outlet can tell. */
  void send(List<ChainedEntry> entries) throws IOException;

  /**
   * @throws IOException when the connection is known to be broken, or the receiver is another one
   */
  void check() throws IOException;

  /** Ends the connection in good order. Does nothing where there is none. */
  @Override
  void close();

  /** Breaks the connection, from another thread: whoever is sending fails. */
  void abort();
}
