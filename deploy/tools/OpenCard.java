import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.*;
import java.util.regex.*;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens cards from plain-text PostgreSQL dumps, offline: {@code java OpenCard.java contacts.sql CARD|all keys.txt
 * [gateway.sql]}. docs/sealed-fields.md says what all of this is. It needs a JDK and none of our code, so as to outlive it.
 */
class OpenCard {
  static final Map<UUID, byte[]> KEYS = new HashMap<>();
  static boolean allOpened = true;
  static int cards;

  public static void main(String[] words) throws IOException {
    if (words.length < 3 || words.length > 4) {
      System.err.println("usage: java OpenCard.java contacts.sql CARD|all keys.txt [gateway.sql]");
      System.exit(2);
    }
    String wanted = words[1].equals("all") ? "all" : UUID.fromString(words[1]).toString();
    Files.readAllLines(Path.of(words[2])).stream().filter(line -> !line.isBlank()).forEach(OpenCard::addKey);
    if (words.length == 4) {
      rows(words[3], "subject_keys", row -> {
        if (wanted.equals("all") || wanted.equals(row.get("subject_id"))) {
          String field = "subject-key:" + row.get("key_id");
          byte[] key = open(row.get("tenant_id"), row.get("subject_id"), field, hex(row.get("wrapped")).get(0));
          if (key != null) KEYS.put(UUID.fromString(row.get("key_id")), key);
        }
      });
    }
    PrintStream out = new PrintStream(System.out, false, UTF_8);
    rows(words[0], "cards", row -> {
      if (wanted.equals("all") || wanted.equals(row.get("id"))) {
        cards++;
        // Names of values are letters, dots, hyphens and digits: no element of the array is ever quoted.
        String[] names = row.get("value_names").replaceAll("[{}]", "").split(",");
        List<byte[]> sealed = hex(row.get("value_sealed"));
        for (int at = 0; at < sealed.size(); at++) {
          byte[] value = open(row.get("tenant_id"), row.get("id"), names[at], sealed.get(at));
          if (value != null) out.println(row.get("id") + "\t" + names[at] + "\t" + new String(value, UTF_8));
        }
      }
    });
    out.flush();
    if (cards == 0) System.err.println("no such card in " + words[0]);
    System.exit(allOpened && cards > 0 ? 0 : 1);
  }

  /** A line "id key", or an envelope: format, kind, version (4), id (16), key (32). */
  static void addKey(String line) {
    String[] parts = line.strip().split("\\s+");
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(parts[parts.length - 1]));
    if (parts.length == 1 && bytes.remaining() == 54 && bytes.get(0) == 1) bytes.position(6);
    else if (parts.length != 2 || bytes.remaining() != 32) throw new IllegalArgumentException("a line of the keys' file is no key");
    UUID id = parts.length == 1 ? new UUID(bytes.getLong(), bytes.getLong()) : UUID.fromString(parts[0]);
    byte[] key = new byte[32];
    bytes.get(key);
    KEYS.put(id, key);
  }

  /** The plaintext of a sealed field, 01 | key id (16) | nonce (12) | ciphertext | tag (16); null when it does not open. */
  static byte[] open(String tenant, String subject, String field, byte[] sealed) {
    try {
      if (sealed.length < 45 || sealed[0] != 1) throw new GeneralSecurityException("not a sealed field of version 1");
      ByteBuffer header = ByteBuffer.wrap(sealed, 1, 16);
      UUID keyId = new UUID(header.getLong(), header.getLong());
      byte[] key = KEYS.get(keyId);
      if (key == null) throw new GeneralSecurityException("no key " + keyId);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, sealed, 17, 12));
      for (UUID id : List.of(UUID.fromString(tenant), UUID.fromString(subject), keyId))
        cipher.updateAAD(ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).flip());
      cipher.updateAAD(field.getBytes(UTF_8));
      return cipher.doFinal(sealed, 29, sealed.length - 29);
    } catch (GeneralSecurityException e) {
      System.err.println(subject + " " + field + " does not open: " + e.getMessage());
      allOpened = false;
      return null;
    }
  }

  /** Every bytea of a column, one or an array of them. */
  static List<byte[]> hex(String column) {
    return Pattern.compile("\\\\x([0-9a-f]*)").matcher(column).results().map(found -> HexFormat.of().parseHex(found.group(1))).toList();
  }

  /** The rows of a table: lines between "COPY schema.table (columns) FROM stdin;" and "\.", columns separated by tabs. */
  static void rows(String dump, String table, java.util.function.Consumer<Map<String, String>> each) throws IOException {
    Pattern begin = Pattern.compile("COPY (?:\\w+\\.)?" + table + " \\((.*)\\) FROM stdin;");
    try (Stream<String> lines = Files.lines(Path.of(dump))) {
      String[] columns = null;
      for (String line : (Iterable<String>) lines::iterator) {
        Matcher start = begin.matcher(line);
        if (start.matches()) columns = start.group(1).replace("\"", "").split(", ");
        else if (line.equals("\\.")) columns = null;
        else if (columns != null) {
          Map<String, String> row = new HashMap<>();
          String[] values = line.split("\t", -1);
          for (int at = 0; at < columns.length; at++) row.put(columns[at], values[at]);
          each.accept(row);
        }
      }
    }
  }
}
