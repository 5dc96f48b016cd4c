package jp.meishigura.local.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A GreenMail user whose mails go to a file. GreenMail's own mailboxes live in memory and would be
 * lost at a restart.
 */
final class Recipient implements GreenMailUser {
  private final String address;
  private final Mailbox mailbox;

  Recipient(String address, Mailbox mailbox) {
    this.address = address;
    this.mailbox = mailbox;
  }

  @Override
  public void deliver(MovingMessage message) {
    deliver(message.getMessage());
  }

  @Override
  public void deliver(MimeMessage message) {
    try {
      mailbox.keep(address, message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      throw new IllegalStateException("the mail cannot be read", e);
    }
  }

  @Override
  public String getEmail() {
    return address;
  }

  @Override
  public String getLogin() {
    return address;
  }

  @Override
  public void create() {}

  @Override
  public void delete() {}

  @Override
  public String getPassword() {
    return "";
  }

  @Override
  public void setPassword(String password) {}

  @Override
  public void authenticate(String password) {}

  @Override
  public String getQualifiedMailboxName() {
    return address;
  }
}
