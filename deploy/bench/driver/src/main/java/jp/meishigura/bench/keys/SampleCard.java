package jp.meishigura.bench.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.bench.card.SampleCards;

/** A card of twelve values, as contacts-service seals them: names, and JSON as plaintext. */
record SampleCard(List<String> names, List<byte[]> plaintexts) {

  static final int FIELDS = 12;

  private static final JsonMapper JSON = new JsonMapper();

  static SampleCard of(SampleCards cards) {
    SampleCard card = new SampleCard(new ArrayList<>(), new ArrayList<>());
    try {
      JSON.readTree(cards.next())
          .properties()
          .forEach(one -> card.add(one.getKey(), one.getValue()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    if (card.names().size() != FIELDS) {
      throw new IllegalStateException("A sample card has " + card.names().size() + " values.");
    }
    return card;
  }

  private void add(String field, JsonNode content) {
    if (content.isArray()) {
      for (JsonNode one : content) {
        int number = 1 + (int) names.stream().filter(name -> name.startsWith(field)).count();
        value(field + "." + number, one.path("text").textValue(), one.path("types"));
      }
    } else if (content.isObject()) {
      content
          .properties()
          .forEach(
              part ->
                  value(
                      field + "." + part.getKey(),
                      part.getValue().textValue(),
                      JSON.createArrayNode()));
    } else {
      value(field + ".1", content.textValue(), JSON.createArrayNode());
    }
  }

  private void value(String name, String text, JsonNode types) {
    ObjectNode value = JSON.createObjectNode().put("text", text);
    value.set("types", types);
    names.add(name);
    plaintexts.add(value.toString().getBytes(UTF_8));
  }
}
