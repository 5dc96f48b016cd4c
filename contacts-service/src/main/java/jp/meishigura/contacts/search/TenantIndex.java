package jp.meishigura.contacts.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.contacts.domain.search.Openings;
import jp.meishigura.contacts.domain.search.SearchEntry;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * One tenant's index, on the heap only. Writers come in any order: what a card's newest revision
 * and newest openings say is what counts.
 */
final class TenantIndex implements AutoCloseable {
  private static final String PASSING = "passing";
  private static final long REMOVED = Long.MAX_VALUE;

  /** What has been heard of a card, whether it is in the index yet or not. */
  private record Heard(long revision, Openings openings) {}

  private final Map<UUID, Heard> heard = new HashMap<>();
  private final Set<String> purposes = new HashSet<>();
  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final IndexWriter writer;
  private final SearcherManager searchers;

  TenantIndex() {
    IndexWriterConfig config =
        new IndexWriterConfig(new NameAnalyzer())
            // Pages come out of an index that lies in their order without sorting it.
            .setIndexSort(CardDocument.GOJUON)
            // Merging on the writer's thread: no threads of ours per tenant.
            .setMergeScheduler(new SerialMergeScheduler())
            .setCommitOnClose(false);
    try {
      writer = new IndexWriter(directory, config);
      searchers = new SearcherManager(writer, new Uncached());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  synchronized void put(SearchEntry entry) {
    Heard before = heard.getOrDefault(entry.card(), new Heard(-1, Openings.NONE));
    if (entry.revision() < before.revision()) {
      return;
    }
    Openings openings = newer(entry.openings(), before.openings());
    heard.put(entry.card(), new Heard(entry.revision(), openings));
    openings.until().keySet().forEach(this::know);
    write(
        () ->
            writer.updateDocument(
                CardDocument.term(entry.card()), CardDocument.of(entry, openings)));
  }

  synchronized void open(UUID card, Openings openings) {
    Heard before = heard.getOrDefault(card, new Heard(-1, Openings.NONE));
    if (openings.revision() < before.openings().revision() || before.revision() == REMOVED) {
      return;
    }
    heard.put(card, new Heard(before.revision(), openings));
    openings.until().keySet().forEach(this::know);
    for (String purpose : purposes) {
      long until =
          openings.until().containsKey(purpose)
              ? CardDocument.millis(openings.until().get(purpose))
              : Long.MIN_VALUE;
      write(
          () ->
              writer.updateNumericDocValue(
                  CardDocument.term(card), CardDocument.openUntil(purpose), until));
    }
  }

  synchronized void remove(UUID card) {
    heard.put(card, new Heard(REMOVED, Openings.NONE));
    write(() -> writer.deleteDocuments(CardDocument.term(card)));
  }

  /** A view that includes every write that has returned. */
  SearcherManager current() throws IOException {
    searchers.maybeRefreshBlocking();
    return searchers;
  }

  private static Openings newer(Openings one, Openings other) {
    return one.revision() >= other.revision() ? one : other;
  }

  /**
   * Lucene updates a doc value in place only where its field exists: a passing document makes it.
   */
  private void know(String purpose) {
    if (purposes.add(purpose)) {
      Document passing = new Document();
      passing.add(new StringField(PASSING, PASSING, StringField.Store.NO));
      passing.add(new NumericDocValuesField(CardDocument.openUntil(purpose), Long.MIN_VALUE));
      write(() -> writer.addDocument(passing));
      write(() -> writer.deleteDocuments(new Term(PASSING, PASSING)));
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  private static void write(Write write) {
    try {
      write.run();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public void close() {
    try (directory;
        writer;
        searchers) {
      heard.clear();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
