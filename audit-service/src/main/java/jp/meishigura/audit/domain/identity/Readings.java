package jp.meishigura.audit.domain.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** How far the identity provider's events were read, and which of them are on record. */
public interface Readings {

  /** The two lists that the provider keeps. */
  enum Source {
    LOGIN,
    ADMIN
  }

  /**
   * Becomes or stays the instance that reads. Two that did would put nothing on record twice: it
   * only saves the provider the questions.
   *
   * @return whether this one is it
   */
  boolean hold(UUID holder, Duration lease);

  /** Lets another instance read. */
  void release(UUID holder);

  /** The time of the newest event that was read, empty before the first. */
  Optional<Instant> newest(Source source);

  /** When some instance was last through with everything, empty before the first time. */
  Optional<Instant> completedAt();

  void completed();

  /** Those of these ids that are dealt with. */
  Set<UUID> known(List<UUID> ids);

  /**
   * Remembers ids, in the transaction that puts their events on record.
   *
   * @param at no earlier than the events
   * @return those that were not known before
   */
  Set<UUID> add(Source source, List<UUID> ids, Instant at);

  void advance(Source source, Instant newest);

  /** Forgets what nobody reads again. */
  void forget(Duration overlap);

  /** The organizations that an account had when it was last asked for. */
  List<Organization> remembered(String account);

  void remember(String account, List<Organization> organizations);
}
