package jp.meishigura.audit.detect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.audit.domain.detect.Choice;
import jp.meishigura.audit.domain.detect.Rule;
import jp.meishigura.audit.domain.detect.RuleCheck;
import jp.meishigura.audit.domain.detect.RuleReader;
import jp.meishigura.audit.domain.detect.TenantRules;

/** The rules of each tenant: the file's, with what the tenant says about them. */
@Singleton
public class RuleFile implements RuleCheck {

  private static final String SHIPPED = "/detections/rules.json";

  private final DetectionsConfig config;
  private final List<?> documents;

  /**
   * @throws IllegalStateException when there is no such file, or it is no list in JSON
   */
  RuleFile(DetectionsConfig config, ObjectMapper json) {
    this.config = config;
    this.documents = read(json);
  }

  /**
   * @throws jp.meishigura.audit.domain.detect.BadRule when a rule cannot be read, or the tenant
   *     names one that is not there
   */
  List<Rule> of(UUID tenant) {
    return RuleReader.read(documents, settings(Optional.ofNullable(config.byTenant().get(tenant))));
  }

  @Override
  public List<Rule> rules(Choice choice) {
    Set<String> off = new HashSet<>(config.off().orElse(Set.of()));
    off.addAll(choice.off());
    return RuleReader.read(
        documents,
        new TenantRules(
            choice.zone() == null ? config.zone() : choice.zone(),
            choice.honeyCards().stream().map(UUID::toString).collect(Collectors.toSet()),
            off,
            choice.ceilings()));
  }

  /** What was set once for rules that another rule file does not have is passed over. */
  List<Rule> kept(Choice choice) {
    Set<String> known =
        RuleReader.read(documents, new TenantRules(config.zone(), Set.of(), Set.of(), Map.of()))
            .stream()
            .map(Rule::name)
            .collect(Collectors.toSet());
    Map<String, Integer> ceilings = new HashMap<>(choice.ceilings());
    ceilings.keySet().retainAll(known);
    Set<String> off = new HashSet<>(choice.off());
    off.retainAll(known);
    return rules(new Choice(choice.revision(), choice.zone(), choice.honeyCards(), off, ceilings));
  }

  /** All that is configured is read when the service starts, so that a mistake is seen then. */
  void check() {
    config.byTenant().keySet().forEach(this::of);
    var _ = of(new UUID(0, 0));
  }

  private TenantRules settings(Optional<DetectionsConfig.OfTenant> tenant) {
    Set<String> off = new HashSet<>(config.off().orElse(Set.of()));
    tenant.flatMap(DetectionsConfig.OfTenant::off).ifPresent(off::addAll);
    return new TenantRules(
        tenant.flatMap(DetectionsConfig.OfTenant::zone).orElse(config.zone()),
        tenant.flatMap(DetectionsConfig.OfTenant::honeyCards).orElse(Set.of()).stream()
            .map(UUID::toString)
            .collect(Collectors.toSet()),
        off,
        tenant.map(DetectionsConfig.OfTenant::ceilings).orElse(Map.of()));
  }

  private List<?> read(ObjectMapper json) {
    try (InputStream file = open()) {
      return json.readerFor(List.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .readValue(file);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The rule file is no list of JSON objects: line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    } catch (IOException e) {
      throw new UncheckedIOException("The rule file (meishigura.detections.rules) is not there", e);
    }
  }

  private InputStream open() throws IOException {
    if (config.rules().isPresent()) {
      return Files.newInputStream(config.rules().get());
    }
    InputStream shipped = RuleFile.class.getResourceAsStream(SHIPPED);
    if (shipped == null) {
      throw new IOException("no " + SHIPPED);
    }
    return shipped;
  }
}
