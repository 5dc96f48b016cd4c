package jp.meishigura.audit.publish.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.meishigura.audit.domain.witness.WitnessKey;

/** The witnesses that are configured, if that makes sense. */
@ApplicationScoped
public class WitnessSet {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final List<Outside> all;
  private final int quorum;

  /** A witness, named as in the configuration. */
  record Outside(String name, WitnessKey key, URI url, Duration timeout) {}

  WitnessSet(WitnessConfig config) {
    this.all = config.by().entrySet().stream().map(WitnessSet::read).toList();
    this.quorum = config.quorum();
    if (vkeys().stream().distinct().count() != all.size()) {
      throw new IllegalStateException("meishigura.witnesses.by: two witnesses have one key");
    }
    if (quorum < 0 || quorum > all.size()) {
      throw new IllegalStateException(
          "meishigura.witnesses.quorum: " + quorum + " of " + all.size() + " witnesses");
    }
  }

  private static Outside read(Map.Entry<String, WitnessConfig.Outside> entry) {
    WitnessConfig.Outside given = entry.getValue();
    URI url = given.url();
    String name = "meishigura.witnesses.by." + entry.getKey();
    if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
      throw new IllegalStateException(name + ".url: http or https, and a host");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null || url.getUserInfo() != null) {
      throw new IllegalStateException(name + ".url: nothing but host and path");
    }
    try {
      return new Outside(entry.getKey(), WitnessKey.parse(given.key()), url, given.timeout());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(name + ".key: " + e.getMessage(), e);
    }
  }

  List<Outside> all() {
    return all;
  }

  /** Their keys, as verifiers want them. */
  public List<String> vkeys() {
    return all.stream().map(one -> one.key().vkey()).toList();
  }

  /** How many of them must have cosigned a checkpoint before it is shown; 0 for none. */
  public int quorum() {
    return quorum;
  }
}
