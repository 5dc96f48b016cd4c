package jp.meishigura.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void all_ports_move_with_the_base() {
    assertThat(Ports.from(8400).of(Port.CONTACTS)).isEqualTo(8401);
    assertThat(Ports.from(9400).of(Port.KAFKA)).isEqualTo(9492);
    assertThat(Ports.from(9400).base()).isEqualTo(9400);
  }

  @Test
  void no_two_servers_share_a_port() {
    for (Ports ports : new Ports[] {Ports.from(8400), Ports.free()}) {
      assertThat(Stream.of(Port.values()).map(ports::of)).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_port_somebody_listens_on_is_not_free() throws IOException {
    Ports ports = Ports.free();
    assertThat(ports.isFree(Port.SMTP)).isTrue();
    try (ServerSocket socket =
        new ServerSocket(ports.of(Port.SMTP), 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
      assertThat(ports.isFree(Port.SMTP)).isFalse();
    }
  }

  @Test
  void a_base_that_would_leave_the_range_is_refused() {
    for (int base : new int[] {-1, 80, 65_500}) {
      assertThatExceptionOfType(LaunchException.class).isThrownBy(() -> Ports.from(base));
    }
  }
}
