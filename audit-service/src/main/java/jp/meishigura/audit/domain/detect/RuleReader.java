package jp.meishigura.audit.domain.detect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jp.meishigura.audit.domain.finding.Level;
import org.jspecify.annotations.Nullable;

/** Rules from the documents of a rule file; docs/detections.md explains them. */
public final class RuleReader {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,60}");
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST = 100_000;

  private final TenantRules tenant;
  private final SelectionReader selectionReader;
  private final Map<String, Selection> selections = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  private RuleReader(TenantRules tenant) {
    this.tenant = tenant;
    this.selectionReader = new SelectionReader(tenant);
  }

  /**
   * @param documents selections before the correlations that name them
   * @throws BadRule saying which document, which member and what it must be
   */
  public static List<Rule> read(List<?> documents, TenantRules tenant) {
    RuleReader reader = new RuleReader(tenant);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      Document document = Document.of("document " + (i + 1), documents.get(i));
      String name = reader.name(document);
      Document named = document.named(name);
      if (named.has("detection")) {
        reader.selections.put(name, reader.selectionReader.read(name, named));
      } else {
        rules.add(reader.rule(name, named));
      }
    }
    reader.known(tenant.off(), rules);
    reader.known(tenant.ceilings().keySet(), rules);
    return rules.stream().filter(rule -> !tenant.off().contains(rule.name())).toList();
  }

  private String name(Document document) {
    String name = document.text("name");
    if (!NAME.matcher(name).matches()) {
      throw document.fault("name", "must be small letters, digits and hyphens");
    }
    if (!names.add(name)) {
      throw document.fault("name", "is used twice: " + name);
    }
    return name;
  }

  private void known(Set<String> named, List<Rule> rules) {
    for (String name : named) {
      if (rules.stream().noneMatch(rule -> rule.name().equals(name))) {
        throw new BadRule("the tenant's settings", "name a rule that is not there: " + name);
      }
    }
  }

  private Rule rule(String name, Document document) {
    String title = document.text("title");
    document.textIfThere("description");
    Level level = level(document);
    Document body = document.object("correlation");
    List<Field> groupBy =
        body.texts("group-by").stream().map(text -> single(body, "group-by", text)).toList();
    Duration timespan = body.span("timespan", LONGEST);
    Document own = document.has("meishigura") ? document.object("meishigura") : null;
    Correlation correlation = correlation(name, body, own);
    body.end();
    int lower = threshold(correlation);
    Duration quiet = timespan;
    boolean stops = false;
    if (own != null) {
      lower = own.has("lower") ? own.number("lower", 1, lower) : halved(correlation);
      quiet = own.has("quiet") ? own.span("quiet", LONGEST) : timespan;
      stops = own.flag("stops-key-release");
      own.end();
    } else {
      lower = halved(correlation);
    }
    document.end();
    Rule rule = new Rule(name, title, level, correlation, groupBy, timespan, lower, quiet, stops);
    if (stops && !rule.groupsBy("actor.id")) {
      throw new BadRule(
          name + ".meishigura.stops-key-release", "needs actor.id among correlation.group-by");
    }
    return rule;
  }

  private static Level level(Document document) {
    try {
      return Level.valueOf(document.text("level"));
    } catch (IllegalArgumentException e) {
      throw document.fault("level", "must be informational, low, medium, high or critical");
    }
  }

  private Correlation correlation(String name, Document body, @Nullable Document own) {
    String type = body.text("type");
    List<Selection> named = body.texts("rules").stream().map(one -> named(body, one)).toList();
    return switch (type) {
      case "event_count" ->
          new Correlation.EventCount(only(body, named), gte(name, body), habit(own), newness(own));
      case "value_count" -> valueCount(name, body, named);
      case "temporal" -> temporal(named, own, false);
      case "temporal_ordered" -> temporal(named, own, true);
      default ->
          throw body.fault(
              "type", "must be event_count, value_count, temporal or temporal_ordered");
    };
  }

  private static Correlation.@Nullable Habit habit(@Nullable Document own) {
    if (own == null || !own.has("own-baseline")) {
      return null;
    }
    Document habit = own.object("own-baseline");
    Correlation.Habit read =
        new Correlation.Habit(
            habit.span("over", LONGEST),
            habit.number("factor", 2, 1_000),
            habit.number("least-days", 1, 7));
    habit.end();
    return read;
  }

  private static Correlation.@Nullable Newness newness(@Nullable Document own) {
    if (own == null || !own.has("new")) {
      return null;
    }
    Document newness = own.object("new");
    Correlation.Newness read =
        new Correlation.Newness(
            single(newness, "field", newness.text("field")), newness.span("over", LONGEST));
    newness.end();
    return read;
  }

  private Correlation valueCount(String name, Document body, List<Selection> named) {
    Document condition = body.object("condition");
    Field field = field(condition, condition.text("field"));
    int gte = gte(name, condition, condition);
    return new Correlation.ValueCount(only(body, named), field, gte);
  }

  /** How often each step must be seen is ours: Sigma asks for each once. */
  private static Correlation temporal(
      List<Selection> named, @Nullable Document own, boolean ordered) {
    @Nullable Document times = own != null && own.has("times") ? own.object("times") : null;
    List<Correlation.Step> steps =
        named.stream()
            .map(
                one ->
                    new Correlation.Step(
                        one,
                        times != null && times.has(one.name())
                            ? times.number(one.name(), 1, MOST)
                            : 1))
            .toList();
    if (times != null) {
      times.end();
    }
    return new Correlation.Temporal(steps, ordered);
  }

  private Selection named(Document body, String name) {
    @Nullable Selection found = selections.get(name);
    if (found == null) {
      throw body.fault("rules", "names no selection before it: " + name);
    }
    return found;
  }

  private static Selection only(Document body, List<Selection> named) {
    if (named.size() != 1) {
      throw body.fault("rules", "must name one selection");
    }
    return named.getFirst();
  }

  private int gte(String name, Document body) {
    Document condition = body.object("condition");
    return gte(name, condition, condition);
  }

  private int gte(String name, Document condition, Document last) {
    int written = condition.number("gte", 1, MOST);
    last.end();
    int set = tenant.ceilings().getOrDefault(name, written);
    if (set < 1 || set > MOST) {
      throw new BadRule("the ceiling of " + name, "must be a number from 1 to " + MOST);
    }
    return set;
  }

  private static Field field(Document document, String name) {
    if (!Field.exists(name)) {
      throw document.fault("field", "is no member of an event: " + name);
    }
    return new Field(name);
  }

  private static Field single(Document body, String member, String name) {
    if (!Field.exists(name) || !new Field(name).single()) {
      throw body.fault(member, "must name members of an event with one value, not " + name);
    }
    return new Field(name);
  }

  private static int threshold(Correlation correlation) {
    return switch (correlation) {
      case Correlation.EventCount count -> count.gte();
      case Correlation.ValueCount count -> count.gte();
      case Correlation.Temporal temporal -> temporal.steps().size();
    };
  }

  /** A finding stays one while half of what opened it is counted. */
  private static int halved(Correlation correlation) {
    return (threshold(correlation) + 1) / 2;
  }
}
