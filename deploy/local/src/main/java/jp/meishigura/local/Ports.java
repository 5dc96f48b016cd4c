package jp.meishigura.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which port each server listens on; always on the loopback address. */
public final class Ports {
  public static final int DEFAULT_BASE = 8400;

  private final Map<Port, Integer> numbers;

  private Ports(Map<Port, Integer> numbers) {
    this.numbers = numbers;
  }

  /** Fixed ports from {@code base} on, the same at every start. */
  public static Ports from(int base) {
    if (base < 1024 || base > 65_400) {
      throw new LaunchException("The port base must lie between 1024 and 65400, not " + base + ".");
    }
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      numbers.put(port, base + port.offset());
    }
    return new Ports(numbers);
  }

  /** Ports that were free a moment ago, all different. */
  public static Ports free() {
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (Port port : Port.values()) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        numbers.put(port, socket.getLocalPort());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.forEach(Ports::close);
    }
    return new Ports(numbers);
  }

  /** The base they were counted from; for {@link #free} ports it means nothing. */
  public int base() {
    return of(Port.CONTACTS) - Port.CONTACTS.offset();
  }

  public int of(Port port) {
    return numbers.getOrDefault(port, 0);
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String http(Port port) {
    return "http://127.0.0.1:" + of(port);
  }

  /** Whether nothing listens on the port. */
  public boolean isFree(Port port) {
    try (ServerSocket socket = new ServerSocket()) {
      // A port in TIME_WAIT is free for the servers, which all set this option.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), of(port)), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
