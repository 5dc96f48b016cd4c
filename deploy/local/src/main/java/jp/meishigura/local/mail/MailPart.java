package jp.meishigura.local.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jp.meishigura.local.Part;
import jp.meishigura.local.Port;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Site;
import jp.meishigura.local.process.Child;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.Command;

/** The SMTP server with the readable inbox. */
public final class MailPart implements Part {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Site site;

  public MailPart(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.SMTP, Port.INBOX);
  }

  @Override
  public String start(Children children) throws IOException, InterruptedException {
    Path folder = PrivateFiles.folder(site.folders().of(name()));
    int smtp = site.ports().of(Port.SMTP);
    int inbox = site.ports().of(Port.INBOX);
    Child child =
        children.spawn(
            name(),
            Command.java(
                List.of(
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    MailServer.class.getName(),
                    Integer.toString(smtp),
                    Integer.toString(inbox),
                    folder.toString())));
    child.await(PATIENCE, () -> accepts(smtp) && accepts(inbox));
    return "smtp 127.0.0.1:" + smtp + ", inbox " + site.ports().http(Port.INBOX) + "/";
  }

  private static boolean accepts(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }
}
