package jp.meishigura.audit.publish.witness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Who watches the log from outside (docs/adr/0020). */
@ConfigMapping(prefix = "meishigura.witnesses")
public interface WitnessConfig {

  /** The witnesses, each under a name of your own that metrics and messages use. */
  Map<String, Outside> by();

  /**
   * How many of them must have cosigned a checkpoint before it is shown. 0 shows each at once, with
   * the cosignatures that it has got so far, which under load are none. With more the newest that
   * so many have cosigned is shown: it is older by the time that they take, and no newer one is
   * shown while they are away. Signing and appending never wait.
   */
  @WithDefault("0")
  int quorum();

  /** How often it is looked whether there is something new to cosign. */
  @WithDefault("5s")
  Duration interval();

  /** After which time a checkpoint is cosigned again that is still the newest. */
  @WithDefault("15m")
  Duration refresh();

  /**
   * How long a witness is left alone at the most that has failed again and again. The pause begins
   * with {@link #interval} and doubles.
   */
  @WithDefault("5m")
  Duration longestPause();

  /** See {@link WitnessConfig#by()}. */
  interface Outside {

    /**
     * Its verifier key, as its owner publishes it: an Ed25519 key of signature type 4 ({@code
     * name+id+base64}). What is not signed with it is not taken.
     */
    String key();

    /** Its submission prefix, to which {@code /add-checkpoint} is added. */
    URI url();

    /** How long one of its answers may take, as a whole. */
    @WithDefault("5s")
    Duration timeout();
  }
}
