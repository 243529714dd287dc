import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

// How Lucene's index of the comparison is made: one field of title and body with positions and offsets, SortedSet facets, committed, not merged.
final class LuceneIndexing {
  static final Analyzer ANALYZER = new EnglishAnalyzer();
  private static final FacetsConfig FACETS = new FacetsConfig();
  private static final double BUFFER_MEGABYTES = 256;

  static {
    FACETS.setMultiValued("topic", true);
  }

  static int day(String published) {
    return Integer.parseInt(published.substring(0, 4) + published.substring(5, 7) + published.substring(8, 10));
  }

  private static Document document(Map<String, Object> article, FieldType words) throws IOException {
    Document document = new Document();
    String title = Json.text(article, "title"), published = Json.text(article, "published"), outlet = Json.text(article, "outlet");
    document.add(new StringField("id", Json.text(article, "id"), Field.Store.YES));
    document.add(new StoredField("url", Json.text(article, "url")));
    document.add(new StoredField("title", title));
    document.add(new Field("all", title + "\n" + Json.text(article, "body"), words));
    if (!published.isEmpty()) {
      document.add(new StoredField("published", published));
      document.add(new IntPoint("day", day(published)));
      document.add(new NumericDocValuesField("newest", day(published)));
      document.add(new SortedSetDocValuesFacetField("month", published.substring(0, 7)));
    }
    if (!outlet.isEmpty()) {
      document.add(new SortedSetDocValuesFacetField("outlet", outlet));
      document.add(new StringField("outlet_is", outlet, Field.Store.YES));
    }
    for (String topic : Json.list(article, "topics")) {
      document.add(new SortedSetDocValuesFacetField("topic", topic));
      document.add(new StringField("topic_is", topic, Field.Store.YES));
    }
    return FACETS.build(document);
  }

  static void index(String corpus, Path folder, int threads) throws Exception {
    Files.createDirectories(folder);
    IndexWriterConfig config = new IndexWriterConfig(ANALYZER).setRAMBufferSizeMB(BUFFER_MEGABYTES);
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    FieldType words = new FieldType(TextField.TYPE_STORED);
    words.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    words.freeze();
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader lines = Files.newBufferedReader(Paths.get(corpus), StandardCharsets.UTF_8)) {
      List<Throwable> failures = new ArrayList<>();
      Runnable work = () -> {
        try {
          while (true) {
            String line;
            synchronized (lines) {
              line = lines.readLine();
            }
            if (line == null) return;
            writer.addDocument(document(new Json(line).object(), words));
          }
        } catch (IOException | RuntimeException failure) {
          synchronized (failures) {
            failures.add(failure);
          }
        }
      };
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) workers.add(new Thread(work));
      for (Thread worker : workers) worker.start();
      for (Thread worker : workers) worker.join();
      if (!failures.isEmpty()) throw new IOException(failures.get(0));
      writer.commit();
    }
  }
}
