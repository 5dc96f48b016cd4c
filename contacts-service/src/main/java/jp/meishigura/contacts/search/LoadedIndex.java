package jp.meishigura.contacts.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import jp.meishigura.contacts.domain.search.SearchPage;
import jp.meishigura.contacts.domain.search.SearchQuestion;
import jp.meishigura.contacts.domain.search.SearchSource;

/** An index with its life: built at the first question, closed when nobody reads it. */
final class LoadedIndex implements AutoCloseable {
  private final UUID tenant;
  private final TenantIndex index = new TenantIndex();

  /** Uses share it, closing has it alone. */
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  private final Object loading = new Object();
  private volatile boolean loaded;
  private volatile boolean closed;
  private volatile Instant lastAsked = Instant.MIN;

  LoadedIndex(UUID tenant) {
    this.tenant = tenant;
  }

  /** Empty when the index was closed meanwhile. */
  Optional<SearchPage> find(SearchQuestion question, SearchSource source) {
    life.readLock().lock();
    try {
      if (closed) {
        return Optional.empty();
      }
      lastAsked = question.now();
      load(source);
      return Optional.of(Pages.read(index.current(), question));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      life.readLock().unlock();
    }
  }

  /** Writers do not wait for the loading: revisions put their changes above what is read. */
  void write(Consumer<TenantIndex> change) {
    life.readLock().lock();
    try {
      if (!closed) {
        change.accept(index);
      }
    } finally {
      life.readLock().unlock();
    }
  }

  boolean isLoaded() {
    return loaded;
  }

  boolean idleSince(Instant moment) {
    return loaded && lastAsked.isBefore(moment);
  }

  private void load(SearchSource source) {
    if (!loaded) {
      synchronized (loading) {
        if (!loaded) {
          source.readAll(tenant, index::put);
          loaded = true;
        }
      }
    }
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        index.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }
}
