// LuceneAdapter index CORPUS DIR THREADS | serve DIR QUERIES.jsonl: Lucene 8 in the comparison; adapter.h has the conversation. EnglishAnalyzer,
// BM25, one field of title and body with positions and offsets, UnifiedHighlighter from the postings, SortedSet facets, no query cache.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

public class LuceneAdapter {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private static Query word(String word) {
    Query query = new QueryBuilder(LuceneIndexing.ANALYZER).createBooleanQuery("all", word);
    return query == null ? new MatchNoDocsQuery() : query;
  }

  private static Query build(Map<String, Object> query) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    Occur each = Json.text(query, "op").equals("or") ? Occur.SHOULD : Occur.MUST;
    for (String term : Json.list(query, "terms")) all.add(word(term), each);
    List<String> phrase = Json.list(query, "phrase"), any = Json.list(query, "any");
    if (!phrase.isEmpty()) {
      Query words = new QueryBuilder(LuceneIndexing.ANALYZER).createPhraseQuery("all", String.join(" ", phrase));
      all.add(words == null ? new MatchNoDocsQuery() : words, Occur.MUST);
    }
    if (!Json.text(query, "prefix").isEmpty()) all.add(new PrefixQuery(new Term("all", Json.text(query, "prefix"))), Occur.MUST);
    for (String must : Json.list(query, "must")) all.add(word(must), Occur.MUST);
    if (!any.isEmpty()) {
      BooleanQuery.Builder either = new BooleanQuery.Builder();
      for (String option : any) either.add(word(option), Occur.SHOULD);
      all.add(either.build(), Occur.MUST);
    }
    for (String none : Json.list(query, "not")) all.add(word(none), Occur.MUST_NOT);
    @SuppressWarnings("unchecked")
    Map<String, Object> filter = (Map<String, Object>) query.get("filter");
    if (filter == null) return all.build();
    if (filter.containsKey("outlet")) all.add(new TermQuery(new Term("outlet_is", Json.text(filter, "outlet"))), Occur.FILTER);
    if (filter.containsKey("topic")) all.add(new TermQuery(new Term("topic_is", Json.text(filter, "topic"))), Occur.FILTER);
    if (filter.containsKey("from"))
      all.add(IntPoint.newRangeQuery("day", LuceneIndexing.day(Json.text(filter, "from")), LuceneIndexing.day(Json.text(filter, "to"))), Occur.FILTER);
    return all.build();
  }

  private static final class Engine {
    private final IndexSearcher searcher;
    private final SortedSetDocValuesReaderState state;
    private final UnifiedHighlighter highlighter;

    Engine(IndexSearcher searcher, SortedSetDocValuesReaderState state) {
      this.searcher = searcher;
      this.state = state;
      this.highlighter = new UnifiedHighlighter(searcher, LuceneIndexing.ANALYZER);
    }

    long answer(Map<String, Object> asked, String mode) throws IOException {
      Query query = build(asked);
      FacetsCollector counted = null;
      TopDocs top;
      if (mode.equals("newest")) {
        top = searcher.search(query, 10, new Sort(new SortField("newest", SortField.Type.INT, true)));
      } else if (mode.equals("page")) {
        counted = new FacetsCollector();
        top = FacetsCollector.search(searcher, query, 10, counted);
      } else if (mode.equals("facets")) {
        counted = new FacetsCollector();
        searcher.search(query, counted);
        top = null;
      } else {
        top = searcher.search(query, 10);
      }
      if (mode.equals("page") || mode.equals("snippets")) highlighter.highlight("all", query, top, 1);
      if (counted != null) {
        SortedSetDocValuesFacetCounts counts = new SortedSetDocValuesFacetCounts(state, counted);
        counts.getTopChildren(10, "outlet");
        counts.getTopChildren(10, "topic");
        counts.getTopChildren(1000, "month");
      }
      return top == null ? 0 : top.scoreDocs.length;
    }
  }

  private static String pass(Engine engine, List<Map<String, Object>> queries, String mode) throws IOException {
    StringBuilder times = new StringBuilder();
    long found = 0;
    for (Map<String, Object> query : queries) {
      long begin = CLOCK.getCurrentThreadCpuTime();
      found += engine.answer(query, mode);
      times.append(times.length() == 0 ? "" : ",").append((CLOCK.getCurrentThreadCpuTime() - begin) / 1e3);
    }
    return "{\"us\": [" + times + "], \"found\": " + found + "}";
  }

  private static String load(List<Engine> engines, List<Map<String, Object>> queries, String mode, double seconds) throws Exception {
    AtomicLong answers = new AtomicLong();
    com.sun.management.OperatingSystemMXBean process =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime(), begin = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < engines.size(); t++) {
      int first = t * queries.size() / engines.size();
      Engine engine = engines.get(t);
      threads.add(new Thread(() -> {
        try {
          for (int q = first; System.nanoTime() - begin < seconds * 1e9; q++, answers.incrementAndGet())
            engine.answer(queries.get(q % queries.size()), mode);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }));
    }
    for (Thread thread : threads) thread.start();
    for (Thread thread : threads) thread.join();
    return String.format("{\"answers\": %d, \"wall_s\": %.6f, \"cpu_s\": %.6f}", answers.get(), (System.nanoTime() - begin) / 1e9,
        (process.getProcessCpuTime() - cpu) / 1e9);
  }

  private static void serve(Path folder, Path file) throws Exception {
    List<Map<String, Object>> queries = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) queries.add(new Json(line).object());
    DirectoryReader reader = DirectoryReader.open(new MMapDirectory(folder));
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    SortedSetDocValuesReaderState state = new DefaultSortedSetDocValuesReaderState(reader);
    Engine engine = new Engine(searcher, state);
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = commands.readLine()) != null;) {
      String[] words = line.split(" ");
      if (words[0].equals("pass")) {
        System.out.println(pass(engine, queries, words[1]));
      } else if (words[0].equals("load")) {
        List<Engine> engines = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(words[2]); i++) engines.add(new Engine(searcher, state));
        System.out.println(load(engines, queries, words[1], Double.parseDouble(words[3])));
      } else {
        StringBuilder totals = new StringBuilder();
        for (Map<String, Object> query : queries) totals.append(totals.length() == 0 ? "" : ",").append(searcher.count(build(query)));
        System.out.println("{\"totals\": [" + totals + "]}");
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 4 && arguments[0].equals("index")) {
      LuceneIndexing.index(arguments[1], Paths.get(arguments[2]), Integer.parseInt(arguments[3]));
    } else if (arguments.length == 3 && arguments[0].equals("serve")) {
      serve(Paths.get(arguments[1]), Paths.get(arguments[2]));
    } else {
      System.err.println("usage: LuceneAdapter index CORPUS DIR THREADS | serve DIR QUERIES.jsonl");
      System.exit(2);
    }
  }
}
