package jp.meishigura.bench.plain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps new cards. */
@ApplicationScoped
public class Cards {

  @Transactional
  CardRow create(CardBody body, UUID tenant, String client) {
    CardRow row = new CardRow();
    row.id = UUID.randomUUID();
    row.tenantId = tenant;
    row.createdBy = client;
    row.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    if (body.name() != null) {
      row.familyName = body.name().family();
      row.givenName = body.name().given();
      row.fullName = whole(body.name());
    }
    if (body.reading() != null) {
      row.familyReading = body.reading().family();
      row.givenReading = body.reading().given();
      row.fullReading = whole(body.reading());
    }
    row.company = body.company();
    row.department = body.department();
    row.title = body.title();
    row.address = body.address();
    row.url = body.url();
    row.note = body.note();
    if (body.phone() != null) {
      body.phone().forEach(phone -> add(row, "phone", phone.text(), phone.types()));
    }
    if (body.email() != null) {
      body.email().forEach(mail -> add(row, "email", mail.text(), mail.types()));
    }
    row.persist();
    return row;
  }

  private static @Nullable String whole(CardBody.Person person) {
    return person.full() == null && person.family() != null && person.given() != null
        ? person.family() + " " + person.given()
        : person.full();
  }

  private static void add(CardRow row, String kind, String text, @Nullable List<String> types) {
    long before = row.points.stream().filter(point -> point.kind.equals(kind)).count();
    ContactPointRow point = new ContactPointRow();
    point.id = UUID.randomUUID();
    point.card = row;
    point.kind = kind;
    point.position = (short) (before + 1);
    point.text = text;
    point.types = types == null ? List.of() : types;
    row.points.add(point);
  }
}
