package jp.meishigura.contacts.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code cards}. Hibernate adds the tenant to every query of it. */
@Entity
@Table(name = "cards")
@NullUnmarked
class CardEntity {

  @Id UUID id;

  /** A string, because Hibernate takes the tenant from a resolver of strings. */
  @TenantId String tenantId;

  @Column(updatable = false)
  UUID keyId;

  long revision;

  @Column(updatable = false)
  String ownerId;

  String[] valueNames;
  byte[][] valueSealed;
  Short[] valueSources;

  @ColumnTransformer(write = "?::jsonb")
  String sources;

  @Column(updatable = false)
  Instant createdAt;

  Instant updatedAt;
}
