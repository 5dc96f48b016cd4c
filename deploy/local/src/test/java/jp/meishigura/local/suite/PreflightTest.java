package jp.meishigura.local.suite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Part;
import jp.meishigura.local.Port;
import jp.meishigura.local.Ports;
import jp.meishigura.local.process.Children;
import org.junit.jupiter.api.Test;

class PreflightTest {
  private final Ports ports = Ports.free();

  @Test
  void a_taken_port_is_named_with_its_part_and_the_way_out() throws IOException {
    int smtp = ports.of(Port.SMTP);
    try (ServerSocket socket = new ServerSocket(smtp, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(LaunchException.class)
          .isThrownBy(() -> Preflight.check(List.of(mail()), ports))
          .withMessageContaining("Port " + socket.getLocalPort() + " is taken, and mail wants it")
          .withMessageContaining("MEISHIGURA_PORT_BASE");
    }
  }

  @Test
  void nothing_is_said_when_nothing_is_in_the_way() {
    assertThatCode(() -> Preflight.check(List.of(mail()), ports)).doesNotThrowAnyException();
  }

  private static Part mail() {
    return new Part() {
      @Override
      public String name() {
        return "mail";
      }

      @Override
      public List<Port> ports() {
        return List.of(Port.SMTP);
      }

      @Override
      public String start(Children children) {
        return "";
      }
    };
  }
}
