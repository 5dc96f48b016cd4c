package jp.meishigura.audit.domain.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jp.meishigura.platform.testing.Stand;

/**
 * OCSF's compiled schema, and what an event has against it: attributes that are missing or that the
 * schema does not know, wrong types, values that no enum has, siblings that do not say what their
 * id says, constraints, profiles that were not declared, and the arithmetic of type_uid.
 */
public final class OcsfSchema {

  private final JsonNode schema;

  private OcsfSchema(JsonNode schema) {
    this.schema = schema;
  }

  /** The reference beside the repository, where somebody has put it. */
  static Path file() {
    return Stand.repository().resolveSibling("shared/reference/ocsf/ocsf-1.8.0-compiled.json");
  }

  static Optional<OcsfSchema> find() throws IOException {
    return Files.exists(file())
        ? Optional.of(new OcsfSchema(new ObjectMapper().readTree(file().toFile())))
        : Optional.empty();
  }

  /** Everything that is wrong with an event; each begins with the attribute's path. */
  List<String> faults(JsonNode event) {
    List<String> faults = new ArrayList<>();
    int uid = event.path("class_uid").asInt();
    Optional<JsonNode> ofClass =
        stream(schema.path("classes")).filter(one -> one.path("uid").asInt(-1) == uid).findFirst();
    if (ofClass.isEmpty()) {
      return List.of("class_uid: no such class");
    }
    Set<String> profiles = new HashSet<>();
    event.path("metadata").path("profiles").forEach(name -> profiles.add(name.asText()));
    Set<String> offered = new HashSet<>();
    ofClass.get().path("profiles").forEach(name -> offered.add(name.asText()));
    profiles.stream()
        .filter(name -> !offered.contains(name))
        .forEach(name -> faults.add("metadata.profiles: the class has no profile " + name));
    if (!event.path("metadata").path("version").asText().equals(schema.path("version").asText())) {
      faults.add("metadata.version: not the schema's");
    }
    if (event.path("type_uid").asLong() != uid * 100L + event.path("activity_id").asLong()) {
      faults.add("type_uid: not class_uid * 100 + activity_id");
    }
    object("", event, ofClass.get(), profiles, faults);
    return faults;
  }

  private void object(
      String path,
      JsonNode object,
      JsonNode definition,
      Set<String> profiles,
      List<String> faults) {
    if (!object.isObject()) {
      faults.add(path + ": not an object");
      return;
    }
    JsonNode attributes = definition.path("attributes");
    if (attributes.isEmpty()) {
      return; // The generic object: anything may be in it.
    }
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      boolean required = attribute.getValue().path("requirement").asText().equals("required");
      if (required && isOf(attribute.getValue(), profiles) && !object.has(attribute.getKey())) {
        faults.add(path + attribute.getKey() + ": missing");
      }
    }
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      JsonNode attribute = attributes.path(member.getKey());
      String place = path + member.getKey();
      if (attribute.isMissingNode()) {
        faults.add(place + ": unknown");
      } else if (!isOf(attribute, profiles)) {
        faults.add(place + ": of a profile that was not declared");
      } else if (attribute.has("@deprecated")) {
        faults.add(place + ": deprecated");
      } else {
        values(place, member.getValue(), attribute, object, profiles, faults);
      }
    }
    constraints(path, object, definition.path("constraints"), faults);
  }

  private static boolean isOf(JsonNode attribute, Set<String> profiles) {
    JsonNode of = attribute.path("profiles");
    return of.isEmpty() || stream(of).anyMatch(name -> profiles.contains(name.asText()));
  }

  private static void constraints(
      String path, JsonNode object, JsonNode constraints, List<String> faults) {
    long some =
        stream(constraints.path("at_least_one")).filter(n -> object.has(n.asText())).count();
    if (constraints.has("at_least_one") && some == 0) {
      faults.add(path + ": none of " + constraints.path("at_least_one"));
    }
    long one = stream(constraints.path("just_one")).filter(n -> object.has(n.asText())).count();
    if (constraints.has("just_one") && one != 1) {
      faults.add(path + ": not just one of " + constraints.path("just_one"));
    }
  }

  private void values(
      String place,
      JsonNode value,
      JsonNode attribute,
      JsonNode parent,
      Set<String> profiles,
      List<String> faults) {
    if (attribute.path("is_array").asBoolean()) {
      if (!value.isArray()) {
        faults.add(place + ": not an array");
        return;
      }
      value.forEach(element -> value(place, element, attribute, parent, profiles, faults));
    } else {
      value(place, value, attribute, parent, profiles, faults);
    }
  }

  private void value(
      String place,
      JsonNode value,
      JsonNode attribute,
      JsonNode parent,
      Set<String> profiles,
      List<String> faults) {
    String type = attribute.path("type").asText();
    if (type.equals("object_t")) {
      JsonNode definition = schema.path("objects").path(attribute.path("object_type").asText());
      object(place + ".", value, definition, profiles, faults);
      return;
    }
    scalar(place, value, type, faults);
    JsonNode values = attribute.path("enum");
    if (!values.isEmpty() && !values.has(value.asText())) {
      faults.add(place + ": the enum has no " + value.asText());
    } else if (!values.isEmpty() && attribute.has("sibling")) {
      sibling(place, value, attribute, parent, faults);
    }
  }

  /** Of 99, and of 0, the sibling is the source's own word; of all others it is the caption. */
  private static void sibling(
      String place, JsonNode value, JsonNode attribute, JsonNode parent, List<String> faults) {
    JsonNode said = parent.path(attribute.path("sibling").asText());
    String caption = attribute.path("enum").path(value.asText()).path("caption").asText();
    boolean own = value.asInt() == 99 && !attribute.path("sibling").asText().equals("type_name");
    if (!said.isMissingNode() && !own && !said.asText().equals(caption)) {
      faults.add(place + ": its sibling is not " + caption);
    }
    if (own && said.isMissingNode()) {
      faults.add(place + ": 99 needs its sibling");
    }
  }

  private void scalar(String place, JsonNode value, String type, List<String> faults) {
    JsonNode definition = schema.path("dictionary").path("types").path("attributes").path(type);
    String base = definition.path("type").asText(type);
    boolean fits =
        switch (base) {
          case "string_t" -> value.isTextual();
          case "integer_t", "long_t" -> value.isIntegralNumber();
          case "float_t" -> value.isNumber();
          case "boolean_t" -> value.isBoolean();
          case "json_t" -> true;
          default -> throw new IllegalStateException("a type of OCSF that is new: " + base);
        };
    if (!fits) {
      faults.add(place + ": not a " + type);
    } else if (definition.has("regex")
        && !Pattern.compile(definition.path("regex").asText()).matcher(value.asText()).find()) {
      faults.add(place + ": not as a " + type + " is written");
    } else if (definition.has("max_len")
        && value.asText().length() > definition.path("max_len").asInt()) {
      faults.add(place + ": too long");
    }
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }
}
