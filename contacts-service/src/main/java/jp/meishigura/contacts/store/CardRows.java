package jp.meishigura.contacts.store;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.jpa.HibernateHints;

/** Queries of {@link CardEntity}. All of them name the tenant without saying so. */
@ApplicationScoped
class CardRows implements PanacheRepositoryBase<CardEntity, UUID> {

  List<CardEntity> byIds(Collection<UUID> ids) {
    return forReading(find("id in ?1", ids)).list();
  }

  List<CardEntity> newestFirst(int limit) {
    return forReading(find("order by createdAt desc, id desc")).range(0, limit - 1).list();
  }

  List<CardEntity> newestFirst(Instant createdAt, UUID id, int limit) {
    String before =
        "createdAt < ?1 or (createdAt = ?1 and id < ?2) order by createdAt desc, id desc";
    return forReading(find(before, createdAt, id)).range(0, limit - 1).list();
  }

  List<CardEntity> inOrderOfIds(int limit) {
    return forReading(find("order by id")).range(0, limit - 1).list();
  }

  List<CardEntity> inOrderOfIds(UUID after, int limit) {
    return forReading(find("id > ?1 order by id", after)).range(0, limit - 1).list();
  }

  /** Without the copy that Hibernate would keep to see changes. */
  private static PanacheQuery<CardEntity> forReading(PanacheQuery<CardEntity> query) {
    return query.withHint(HibernateHints.HINT_READ_ONLY, true);
  }
}
