package jp.meishigura.bench.plain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

/** A phone number or an e-mail address of a card. */
@Entity
@Table(name = "contact_points")
public class ContactPointRow {
  @Id public UUID id;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "card_id")
  @SuppressWarnings("NullAway.Init")
  public CardRow card;

  /** {@code phone} or {@code email}. */
  @Column public String kind;

  @Column public short position;
  @Column public String text;

  @Column(columnDefinition = "text[]")
  public List<String> types = List.of();
}
