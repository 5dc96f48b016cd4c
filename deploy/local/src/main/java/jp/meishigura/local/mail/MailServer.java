package jp.meishigura.local.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import jp.meishigura.local.QuietLogging;

/** The mail process: takes every mail for anybody, keeps it as a file and shows it. */
public final class MailServer {
  private MailServer() {}

  /** Arguments: SMTP port, inbox port, folder of the mails. */
  public static void main(String[] args) throws IOException, InterruptedException {
    // GreenMail logs addresses, which are personal data.
    System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
    Mailbox mailbox = Mailbox.open(Path.of(args[2]));
    InboxServer.start(Integer.parseInt(args[1]), mailbox);
    GreenMail greenMail =
        new GreenMail(new ServerSetup(Integer.parseInt(args[0]), "127.0.0.1", "smtp"));
    greenMail
        .getUserManager()
        .setMessageDeliveryHandler((message, to) -> new Recipient(to.getEmail(), mailbox));
    greenMail.start();
    new CountDownLatch(1).await();
  }
}
