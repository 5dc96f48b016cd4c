package jp.meishigura.audit.domain.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/** Ids that come out the same whenever the same is found. */
final class FindingIds {

  private FindingIds() {}

  /** A UUID of version 8 (RFC 9562) of the SHA-256 of what makes a finding. */
  static UUID of(UUID tenant, String rule, List<String> group, long openedLeaf) {
    MessageDigest digest = sha256();
    part(digest, tenant.toString());
    part(digest, rule);
    group.forEach(value -> part(digest, value));
    part(digest, Long.toString(openedLeaf));
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & ~0xf000L) | 0x8000L;
    long low = (hash.getLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  /** With its length before it: no two lists of parts are the same bytes. */
  private static void part(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
