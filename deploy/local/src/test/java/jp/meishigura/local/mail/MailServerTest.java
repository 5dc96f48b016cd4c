package jp.meishigura.local.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Properties;
import jp.meishigura.local.Folders;
import jp.meishigura.local.Port;
import jp.meishigura.local.Ports;
import jp.meishigura.local.Secrets;
import jp.meishigura.local.Site;
import jp.meishigura.local.process.Children;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailServerTest {
  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Site site;
  private Children children;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Folders folders = new Folders(folder, folder.resolve("data")).create();
    site = new Site(folders, Ports.free(), new Secrets(folders.secrets()), false);
    children = new Children(folders);
    new MailPart(site).start(children);
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    children.stop("mail");
  }

  @Test
  void a_mail_can_be_read_and_is_still_there_after_a_restart() throws Exception {
    send("taro@example.jp", "同意のお願い", "リンク: http://localhost:8402/c/x?a=1&b=2");
    children.stop("mail");
    new MailPart(site).start(children);
    send("hanako@example.jp", "別の件", "本文");

    JsonNode mails = new JsonMapper().readTree(get("/api/messages?to=taro@example.jp").body());

    assertThat(mails).hasSize(1);
    assertThat(mails.get(0).get("subject").asText()).isEqualTo("同意のお願い");
    assertThat(mails.get(0).get("text").asText()).contains("/c/x?a=1&b=2");
    assertThat(get("/messages/2").body()).contains("別の件", "hanako@example.jp");
    assertThat(get("/messages/3").statusCode()).isEqualTo(404);
  }

  @Test
  void what_a_mail_says_is_never_markup_of_the_inbox() throws Exception {
    send("taro@example.jp", "<script>alert(1)</script>", "<b>x</b> http://a/\"onclick=\"y");

    assertThat(get("/").body()).doesNotContain("<script>");
    assertThat(get("/messages/1").body()).doesNotContain("<script>", "<b>", "\"onclick");
  }

  @Test
  void a_name_of_somebody_else_that_points_here_is_not_served() throws Exception {
    // The client forbids another Host header, so the raw request is written by hand.
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), site.ports().of(Port.INBOX))) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 421");
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create(site.ports().http(Port.INBOX) + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private void send(String to, String subject, String text) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(site.ports().of(Port.SMTP)));
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(new InternetAddress("no-reply@aozora.example"));
    message.setRecipients(Message.RecipientType.TO, to);
    message.setSubject(subject, "UTF-8");
    message.setText(text, "UTF-8");
    Transport.send(message);
  }
}
