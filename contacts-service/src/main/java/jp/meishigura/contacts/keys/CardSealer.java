package jp.meishigura.contacts.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.card.ValueName;
import jp.meishigura.contacts.domain.sealed.OpenedCard;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.sealed.SealedValue;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.Place;
import jp.meishigura.platform.seal.SealBroken;
import jp.meishigura.platform.seal.SealedFields;
import jp.meishigura.platform.seal.SecretBytes;
import org.jspecify.annotations.Nullable;

/** Seals and opens the values of a card, each by itself and bound to its place. */
@ApplicationScoped
public class CardSealer {

  /** What is sealed of a value: its text and its types. */
  private record Plain(String text, List<String> types) {
    @Override
    public String toString() {
      return "***";
    }
  }

  private final SealedFields seals = new SealedFields();
  private final ObjectWriter writer;
  private final ObjectReader reader;

  public CardSealer(ObjectMapper json) {
    this.writer = json.writerFor(Plain.class);
    this.reader = json.readerFor(Plain.class);
  }

  /** Seals values that came from one source, and the name of its file. */
  public List<SealedValue> seal(
      Tenant tenant, SubjectKey key, List<Value> values, @Nullable String file, int source) {
    List<SealedValue> sealed = new ArrayList<>(values.size() + 1);
    for (Value value : values) {
      Plain plain = new Plain(value.text(), value.types());
      sealed.add(seal(tenant, key, value.name().toString(), plain, source));
    }
    if (file != null) {
      String name = SealedValue.fileOf(source);
      sealed.add(seal(tenant, key, name, new Plain(file, List.of()), source));
    }
    return sealed;
  }

  private SealedValue seal(Tenant tenant, SubjectKey key, String name, Plain plain, int source) {
    Place place = new Place(tenant.id(), key.subject(), name);
    try {
      byte[] bytes = writer.writeValueAsBytes(plain);
      byte[] sealed = seals.seal(key.keyId(), key.key(), place, bytes);
      Arrays.fill(bytes, (byte) 0);
      return new SealedValue(name, sealed, source);
    } catch (JsonProcessingException e) {
      // Not as a cause: its message may quote the value.
      throw new IllegalStateException("A value cannot be written as JSON.");
    }
  }

  /**
   * Opens the values of the wanted fields, and the names of files.
   *
   * @throws SealBroken when one of them does not open where it is
   */
  public OpenedCard open(Tenant tenant, SealedCard card, SecretBytes key, Predicate<Field> wanted)
      throws SealBroken {
    List<Value> values = new ArrayList<>();
    Map<ValueName, Integer> from = new HashMap<>();
    List<Source> sources = new ArrayList<>(card.sources());
    for (SealedValue sealed : card.values()) {
      Optional<ValueName> name = ValueName.parse(sealed.name());
      if (name.isPresent() && wanted.test(name.get().field())) {
        Plain plain = open(tenant, card.id(), key, sealed);
        values.add(new Value(name.get(), plain.text(), plain.types()));
        from.put(name.get(), sealed.source());
      } else if (sealed.name().equals(SealedValue.fileOf(sealed.source()))) {
        String file = open(tenant, card.id(), key, sealed).text();
        sources.set(sealed.source(), withFile(sources.get(sealed.source()), file));
      }
    }
    return new OpenedCard(values, from, sources);
  }

  /**
   * Seals every value of a card anew, under another key of the same card. What is in them passes as
   * bytes and is not read.
   *
   * @throws SealBroken when one of them does not open where it is
   */
  public List<SealedValue> reseal(Tenant tenant, SealedCard card, SecretBytes old, SubjectKey anew)
      throws SealBroken {
    List<SealedValue> values = new ArrayList<>(card.values().size());
    for (SealedValue value : card.values()) {
      Place place = new Place(tenant.id(), card.id(), value.name());
      byte[] bytes = seals.open(old, place, value.bytes());
      byte[] sealed = seals.seal(anew.keyId(), anew.key(), place, bytes);
      Arrays.fill(bytes, (byte) 0);
      values.add(new SealedValue(value.name(), sealed, value.source()));
    }
    return values;
  }

  private Plain open(Tenant tenant, UUID card, SecretBytes key, SealedValue sealed)
      throws SealBroken {
    byte[] bytes = seals.open(key, new Place(tenant.id(), card, sealed.name()), sealed.bytes());
    try {
      return reader.readValue(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("A value that was sealed is no JSON.");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Source withFile(Source source, String file) {
    return new Source(
        source.kind(), file, source.line(), source.client(), source.person(), source.at());
  }
}
