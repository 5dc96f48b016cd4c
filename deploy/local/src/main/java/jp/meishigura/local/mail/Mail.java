package jp.meishigura.local.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A mail that arrived.
 *
 * @param id its number, from 1 on
 * @param to the envelope's recipient
 * @param date when it was sent, or when it arrived if it does not say
 * @param text its plain text; empty without one
 * @param html its HTML; empty without one
 */
record Mail(
    int id, String to, String from, String subject, Instant date, String text, String html) {
  /** The envelope's recipient, which the mail itself need not name. */
  static final String ENVELOPE_TO = "X-Envelope-To";

  /** Reads a file of {@link Mailbox}. */
  static Mail read(int id, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
      Date sent = message.getSentDate();
      return new Mail(
          id,
          Optional.ofNullable(message.getHeader(ENVELOPE_TO, null)).orElse(""),
          addresses(message),
          Optional.ofNullable(message.getSubject()).orElse(""),
          sent == null ? Files.getLastModifiedTime(file).toInstant() : sent.toInstant(),
          content(message, "text/plain"),
          content(message, "text/html"));
    } catch (MessagingException e) {
      throw new IOException("not a mail: " + file, e);
    }
  }

  private static String addresses(MimeMessage message) throws MessagingException {
    return message.getFrom() == null
        ? ""
        : Arrays.stream(message.getFrom())
            .map(a -> a instanceof InternetAddress i ? i.toUnicodeString() : a.toString())
            .collect(Collectors.joining(", "));
  }

  private static String content(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type) && part.getContent() instanceof String text) {
      return text;
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        String found = content(inner, type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  /** Never the mail itself. */
  @Override
  public String toString() {
    return "Mail[id=" + id + "]";
  }
}
