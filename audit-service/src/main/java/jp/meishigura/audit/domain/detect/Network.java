package jp.meishigura.audit.domain.detect;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The network that an address is in, coarsely: a phone's own address changes every day. */
final class Network {

  private Network() {}

  /** The first 24 bits of an IPv4 address, the first 48 of an IPv6 one; else the text itself. */
  static String of(String address) {
    if (address.indexOf(':') < 0) {
      int last = address.lastIndexOf('.');
      return last < 0 ? address : address.substring(0, last) + ".0/24";
    }
    int gap = address.indexOf("::");
    String written = gap < 0 ? address : address.substring(0, gap);
    String[] groups = written.isEmpty() ? new String[0] : written.split(":", -1);
    return Arrays.stream(Arrays.copyOf(groups, 3))
            .map(group -> group == null ? "0" : group)
            .collect(Collectors.joining(":"))
        + "::/48";
  }
}
