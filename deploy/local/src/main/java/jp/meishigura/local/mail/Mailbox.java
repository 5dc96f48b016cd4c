package jp.meishigura.local.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** All mails, as {@code .eml} files in a folder; they outlive the process. */
final class Mailbox {
  private static final String SUFFIX = ".eml";

  private final Path folder;
  private final ConcurrentSkipListMap<Integer, Mail> mails = new ConcurrentSkipListMap<>();

  private Mailbox(Path folder) {
    this.folder = folder;
  }

  static Mailbox open(Path folder) throws IOException {
    Mailbox mailbox = new Mailbox(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        String name = file.getFileName().toString();
        int id = Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
        mailbox.mails.put(id, Mail.read(id, file));
      }
    }
    return mailbox;
  }

  /** Keeps a mail before SMTP confirms it. */
  synchronized void keep(String to, MimeMessage message) throws IOException, MessagingException {
    int id = mails.isEmpty() ? 1 : mails.lastKey() + 1;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((Mail.ENVELOPE_TO + ": " + to + "\r\n").getBytes(StandardCharsets.UTF_8));
    message.writeTo(bytes);
    Path file = folder.resolve("%06d".formatted(id) + SUFFIX);
    Path fresh = folder.resolve("arriving");
    Files.write(fresh, bytes.toByteArray());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    mails.put(id, Mail.read(id, file));
  }

  /** Mails to an address, or all of them; the oldest first. */
  List<Mail> list(Optional<String> to) {
    return mails.values().stream()
        .filter(mail -> to.isEmpty() || to.get().equalsIgnoreCase(mail.to()))
        .toList();
  }

  Optional<Mail> get(int id) {
    return Optional.ofNullable(mails.get(id));
  }
}
