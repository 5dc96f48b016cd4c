package jp.meishigura.consent.domain.purpose;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A purpose as somebody wants it registered: finds every fault before anything is kept. */
public record PurposeDraft(
    String code,
    Map<String, String> names,
    List<String> fields,
    int validForDays,
    List<NoticeDraft> notices) {

  private static final int MAX_DAYS = 3650;

  /** A notice as it came. */
  public record NoticeDraft(String language, String controller, String text) {}

  /**
   * A fault.
   *
   * @param at which member of the draft
   * @param must what it must be
   */
  public record Fault(String at, String must) {}

  /** A purpose, or all that is wrong with the draft. */
  public sealed interface Checked {
    record Good(Purpose purpose) implements Checked {}

    record Faulty(List<Fault> faults) implements Checked {}
  }

  public PurposeDraft {
    names = Map.copyOf(names);
    fields = List.copyOf(fields);
    notices = List.copyOf(notices);
  }

  public Checked check() {
    List<Fault> faults = new ArrayList<>();
    if (!Purpose.isCode(code)) {
      faults.add(new Fault("code", "be lower-case words joined by hyphens, at most 60 characters"));
    }
    if (validForDays < 1 || validForDays > MAX_DAYS) {
      faults.add(new Fault("validForDays", "be between 1 and 3650 days"));
    }
    Set<CardField> known = checkFields(faults);
    Map<Language, Notice> told = checkNotices(faults);
    return faults.isEmpty()
        ? new Checked.Good(new Purpose(code, 1, known, validForDays, told))
        : new Checked.Faulty(List.copyOf(faults));
  }

  private Set<CardField> checkFields(List<Fault> faults) {
    Set<CardField> known = EnumSet.noneOf(CardField.class);
    for (int i = 0; i < fields.size(); i++) {
      Optional<CardField> field = CardField.ofSlug(fields.get(i));
      if (field.isEmpty()) {
        faults.add(new Fault("fields[" + i + "]", "be one of " + slugs()));
      }
      field.ifPresent(known::add);
    }
    if (fields.isEmpty()) {
      faults.add(new Fault("fields", "name at least one of " + slugs()));
    }
    return known;
  }

  private static List<String> slugs() {
    return EnumSet.allOf(CardField.class).stream().map(CardField::slug).toList();
  }

  private Map<Language, Notice> checkNotices(List<Fault> faults) {
    Map<Language, Notice> told = new EnumMap<>(Language.class);
    for (int i = 0; i < notices.size(); i++) {
      NoticeDraft draft = notices.get(i);
      String at = "notices[" + i + "].";
      Optional<Language> language = Language.ofTag(draft.language());
      if (language.isEmpty() || told.containsKey(language.get())) {
        faults.add(new Fault(at + "language", "be ja or en, each once"));
        continue;
      }
      if (!Texts.isLine(draft.controller(), Notice.MAX_LINE)) {
        faults.add(new Fault(at + "controller", "be one line of 1 to 120 characters"));
      }
      if (!Texts.isText(draft.text(), Notice.MAX_TEXT)) {
        faults.add(new Fault(at + "text", "have 1 to 4000 characters"));
      }
      String name = names.getOrDefault(language.get().tag(), "");
      told.put(language.get(), new Notice(language.get(), name, draft.controller(), draft.text()));
    }
    for (Language language : Language.values()) {
      if (!told.containsKey(language)) {
        faults.add(new Fault("notices", "have one in language " + language.tag()));
      }
      if (!Texts.isLine(names.getOrDefault(language.tag(), ""), Notice.MAX_LINE)) {
        faults.add(new Fault("name." + language.tag(), "be one line of 1 to 120 characters"));
      }
    }
    names.keySet().stream()
        .filter(tag -> Language.ofTag(tag).isEmpty())
        .forEach(tag -> faults.add(new Fault("name", "have the members ja and en only")));
    return told;
  }
}
