package jp.meishigura.audit.domain.detect;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Selections: rules of Sigma that say which events count. */
final class SelectionReader {

  private static final String EXPAND = "|expand";
  private static final String HONEY = "%honey_cards%";
  private static final String OWN = "finding.";

  private final TenantRules tenant;

  SelectionReader(TenantRules tenant) {
    this.tenant = tenant;
  }

  Selection read(String name, Document document) {
    document.textIfThere("title");
    document.textIfThere("description");
    if (document.has("logsource")) {
      Document source = document.object("logsource");
      source.text("product");
      source.textIfThere("service");
      source.end();
    }
    Document detection = document.object("detection");
    String condition = detection.text("condition");
    List<Match> all = matches(detection.object("selection"));
    List<Match> none =
        switch (condition) {
          case "selection" -> List.of();
          case "selection and not filter" -> matches(detection.object("filter"));
          default ->
              throw detection.fault("condition", "must be selection, or selection and not filter");
        };
    detection.end();
    @Nullable WorkingHours outside = null;
    if (document.has("meishigura")) {
      Document own = document.object("meishigura");
      outside = hours(own.object("outside"));
      own.end();
    }
    document.end();
    return new Selection(name, all, none, outside);
  }

  private List<Match> matches(Document selection) {
    List<Match> matches = new ArrayList<>();
    for (String name : selection.names()) {
      boolean expand = name.endsWith(EXPAND);
      String field = expand ? name.substring(0, name.length() - EXPAND.length()) : name;
      if (!Field.exists(field)) {
        throw selection.fault(name, "is no member of an event");
      }
      Set<String> values = new HashSet<>(selection.texts(name));
      if (field.equals("action") && values.stream().anyMatch(SelectionReader::meansFindings)) {
        throw selection.fault(name, "must not pick findings: one would lead to the next for ever");
      }
      matches.add(new Match(new Field(field), expand ? expanded(selection, name, values) : values));
    }
    if (matches.isEmpty()) {
      throw selection.fault("selection", "must not be empty");
    }
    return matches;
  }

  private static boolean meansFindings(String action) {
    return action.startsWith(OWN)
        || (action.endsWith("*") && OWN.startsWith(action.substring(0, action.length() - 1)));
  }

  private Set<String> expanded(Document selection, String name, Set<String> values) {
    if (!values.equals(Set.of(HONEY))) {
      throw selection.fault(name, "must be " + HONEY);
    }
    return tenant.honeyCards();
  }

  private WorkingHours hours(Document hours) {
    Set<DayOfWeek> days =
        hours.texts("days").stream().map(day -> day(hours, day)).collect(Collectors.toSet());
    LocalTime from = clock(hours, "from");
    LocalTime to = clock(hours, "to");
    if (!from.isBefore(to)) {
      throw hours.fault("to", "must be later than from");
    }
    hours.end();
    return new WorkingHours(tenant.zone(), from, to, days);
  }

  private static LocalTime clock(Document hours, String name) {
    try {
      return LocalTime.parse(hours.text(name));
    } catch (DateTimeException e) {
      throw hours.fault(name, "must be a time of the day like 07:00");
    }
  }

  private static DayOfWeek day(Document hours, String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().equalsIgnoreCase(name)) {
        return day;
      }
    }
    throw hours.fault("days", "must be monday, tuesday and so on");
  }
}
