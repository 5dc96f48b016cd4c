package jp.meishigura.local.mail;

import java.util.List;
import java.util.stream.Collectors;

/** The inbox for a browser. */
final class InboxPages {
  private static final String FRAME =
      """
      <!doctype html><html><head><meta charset="utf-8"><title>Inbox</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}
      td,th{padding:.2rem .8rem .2rem 0;text-align:left}pre{white-space:pre-wrap}
      iframe{width:100%%;height:30rem;border:1px solid #888}</style></head><body>%s</body></html>
      """;

  private InboxPages() {}

  static String list(List<Mail> mails) {
    if (mails.isEmpty()) {
      return FRAME.formatted("<h1>Inbox</h1><p>No mail yet.</p>");
    }
    String rows = mails.reversed().stream().map(InboxPages::row).collect(Collectors.joining("\n"));
    return FRAME.formatted(
        "<h1>Inbox</h1><table><tr><th>To<th>Subject<th>Sent</tr>" + rows + "</table>");
  }

  static String show(Mail mail) {
    String html =
        mail.html().isEmpty()
            ? ""
            : "<h2>HTML</h2><iframe sandbox=\"allow-popups\" srcdoc=\""
                + escape(mail.html())
                + "\"></iframe>";
    return FRAME.formatted(
        "<p><a href=\"/\">Inbox</a></p><h1>"
            + escape(mail.subject())
            + "</h1><p>From: "
            + escape(mail.from())
            + "<br>To: "
            + escape(mail.to())
            + "<br>Sent: "
            + mail.date()
            + "</p><pre>"
            + linked(mail.text())
            + "</pre>"
            + html);
  }

  static String missing() {
    return FRAME.formatted("<h1>There is no such mail</h1><p><a href=\"/\">Inbox</a></p>");
  }

  private static String row(Mail mail) {
    return "<tr><td>"
        + escape(mail.to())
        + "<td><a href=\"/messages/"
        + mail.id()
        + "\">"
        + escape(mail.subject().isBlank() ? "(no subject)" : mail.subject())
        + "</a><td>"
        + mail.date()
        + "</tr>";
  }

  /** The text with its http links made clickable; they are what most mails here are about. */
  private static String linked(String text) {
    return escape(text)
        .replaceAll("https?://[^\\s<>\"]+", "<a rel=\"noreferrer\" href=\"$0\">$0</a>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
