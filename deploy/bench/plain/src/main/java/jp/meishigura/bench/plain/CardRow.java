package jp.meishigura.bench.plain;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A card: a column for each field, its phones and e-mails in a table of their own. */
@Entity
@Table(name = "cards")
public class CardRow extends PanacheEntityBase {
  @Id public UUID id;

  @Column(updatable = false)
  public UUID tenantId;

  @Version public @Nullable Long revision;
  public @Nullable String familyName;
  public @Nullable String givenName;
  public @Nullable String fullName;
  public @Nullable String familyReading;
  public @Nullable String givenReading;
  public @Nullable String fullReading;
  public @Nullable String company;
  public @Nullable String department;
  public @Nullable String title;
  public @Nullable String address;
  public @Nullable String url;
  public @Nullable String note;

  @Column(updatable = false)
  public String createdBy;

  @Column(updatable = false)
  public Instant createdAt;

  @OneToMany(mappedBy = "card", cascade = CascadeType.ALL, orphanRemoval = true)
  @OrderBy("kind, position")
  public List<ContactPointRow> points = new ArrayList<>();

  /** The tenant's card with all that belongs to it, in one query. */
  static Optional<CardRow> whole(UUID id, UUID tenant) {
    return find(
            "from CardRow c left join fetch c.points where c.id = ?1 and c.tenantId = ?2",
            id,
            tenant)
        .singleResultOptional();
  }
}
