package jp.meishigura.audit.domain.ocsf;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Any entry that the log can hold, and texts in it that appear nowhere else. */
public final class ArbitraryEntries extends DomainContextBase {

  @Provide
  Arbitrary<ChainedEntry> entries() {
    return Combinators.combine(
            Arbitraries.longs().between(0, Long.MAX_VALUE - 1),
            events(),
            Arbitraries.longs().between(0, Long.MAX_VALUE - 1).injectNull(0.1))
        .as(
            (leaf, event, previous) ->
                new ChainedEntry(
                    new Entry(leaf, Instant.parse("2026-11-02T00:00:01Z"), event), previous));
  }

  private static Arbitrary<AuditEvent> events() {
    return Combinators.combine(
            Arbitraries.create(UUID::randomUUID),
            Arbitraries.longs()
                .between(946_684_800_000L, 253_402_214_400_000L)
                .map(Instant::ofEpochMilli),
            actors(),
            actions(),
            Arbitraries.of(Decision.class),
            text().injectNull(0.3),
            Arbitraries.create(UUID::randomUUID).injectNull(0.3),
            text().list().ofMaxSize(3))
        .flatAs(
            (id, at, actor, action, decision, reason, card, fields) ->
                Combinators.combine(
                        text(),
                        text(),
                        text().injectNull(0.3),
                        text().injectNull(0.3),
                        details(),
                        addresses())
                    .as(
                        (service, alias, purpose, correlation, details, address) ->
                            new AuditEvent(
                                id,
                                at,
                                service,
                                UUID.randomUUID(),
                                alias,
                                actor,
                                action,
                                decision,
                                reason,
                                card,
                                purpose,
                                fields,
                                details,
                                correlation,
                                address)));
  }

  private static Arbitrary<String> addresses() {
    return Arbitraries.oneOf(Arbitraries.of("192.0.2.7", "2001:db8::7", "::1"), text())
        .injectNull(0.3);
  }

  private static Arbitrary<String> actions() {
    return Arbitraries.oneOf(
        Arbitraries.of(Action.values()).map(Action::slug), text().map(text -> "newer." + text));
  }

  private static Arbitrary<Actor> actors() {
    return Combinators.combine(
            Arbitraries.of(Actor.Kind.class),
            text(),
            text().injectNull(0.4),
            text().injectNull(0.4))
        .as(Actor::new);
  }

  private static Arbitrary<Map<String, Object>> details() {
    Arbitrary<Object> value =
        Arbitraries.oneOf(
            text().map(text -> (Object) text),
            Arbitraries.integers().map(number -> (Object) number),
            text().list().ofMaxSize(2).map(list -> (Object) list),
            text().map(text -> (Object) Map.of("inner", List.of(text))));
    return Arbitraries.maps(text(), value).ofMaxSize(3).map(LinkedHashMap::new);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars("abcXYZ0129 .-\"\\]<&")
        .withCharRange('\u3041', '\u3096')
        .withChars("名刺蔵髙①")
        .ofMinLength(1)
        .ofMaxLength(12);
  }
}
