package jp.meishigura.audit.outlet.syslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Receiver;
import jp.meishigura.audit.format.SiemJson;
import jp.meishigura.audit.outlet.OutletsConfig;
import jp.meishigura.audit.outlet.Sink;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of syslog: what was handed to the connection is taken for delivered, but for the
 * overlap.
 */
public final class SyslogSink implements Sink {

  private final OutletsConfig.Syslog config;
  private final SiemJson json;
  private final SyslogMessage messages;
  private volatile @Nullable TlsConnection connection;

  public SyslogSink(OutletsConfig.Syslog config, SiemJson json) {
    this.config = config;
    this.json = json;
    this.messages = new SyslogMessage(config.hostname().orElse("-"));
  }

  @Override
  public void open() throws IOException {
    connection = TlsConnection.to(config);
  }

  /** A syslog receiver says nothing of itself. */
  @Override
  public Optional<Receiver> receiver() {
    return Optional.empty();
  }

  @Override
  public int overlap() {
    return config.overlap();
  }

  @Override
  public void send(List<ChainedEntry> entries) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (ChainedEntry entry : entries) {
      messages.frame(entry, json.write(entry, config.format()), frames);
    }
    open(connection).write(frames.toByteArray());
  }

  @Override
  public void check() throws IOException {
    open(connection).check();
  }

  private static TlsConnection open(@Nullable TlsConnection connection) throws IOException {
    if (connection == null) {
      throw new IOException("not connected");
    }
    return connection;
  }

  @Override
  public void close() {
    TlsConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void abort() {
    TlsConnection open = connection;
    if (open != null) {
      open.abort();
    }
  }
}
