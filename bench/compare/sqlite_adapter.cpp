// sqlite_adapter index CORPUS DIR | serve DIR QUERIES.jsonl: SQLite FTS5 in the comparison (adapter.h): porter stems over
// unicode61, ranked by bm25, snippet(), filters and counts from two tables beside. Everything in one transaction, PRAGMA
// synchronous=FULL, then optimised.
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "bench/compare/adapter.h"

namespace newshound::comparison {
namespace {

class Connection {
 public:
  Connection(const std::string& file, int flags) {
    if (sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr) != SQLITE_OK) fail(file);
  }
  ~Connection() { sqlite3_close_v2(handle_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void run(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
  }
  [[noreturn]] void fail(const std::string& what) const { throw std::runtime_error(what + ": " + sqlite3_errmsg(handle_)); }
  [[nodiscard]] sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

class Statement {
 public:
  Statement(Connection& connection, const std::string& sql) : connection_(connection) {
    if (sqlite3_prepare_v2(connection.handle(), sql.c_str(), -1, &statement_, nullptr) != SQLITE_OK) connection.fail(sql);
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int place, const std::string& text) {
    sqlite3_bind_text(statement_, place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  void bind(int place, std::int64_t number) { sqlite3_bind_int64(statement_, place, number); }
  // Runs to the end; the number of rows and, if asked for, the first row's first number.
  std::size_t run(std::int64_t* first = nullptr) {
    std::size_t rows = 0;
    int result = sqlite3_step(statement_);
    for (; result == SQLITE_ROW; result = sqlite3_step(statement_)) {
      for (int column = 0; column < sqlite3_column_count(statement_); ++column) (void)sqlite3_column_text(statement_, column);
      if (rows++ == 0 && first != nullptr) *first = sqlite3_column_int64(statement_, 0);
    }
    if (result != SQLITE_DONE) connection_.fail("a statement");
    sqlite3_reset(statement_);
    return rows;
  }

 private:
  Connection& connection_;
  sqlite3_stmt* statement_ = nullptr;
};

std::string database_file(const std::string& folder) { return folder + "/articles.db"; }

void index_corpus(const std::string& corpus, const std::string& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  Connection db(database_file(folder), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  db.run(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-262144;"
      "CREATE TABLE article(number INTEGER PRIMARY KEY, id TEXT, url TEXT, day TEXT, month TEXT, outlet TEXT);"
      "CREATE TABLE topic(number INTEGER, topic TEXT, PRIMARY KEY(number, topic)) WITHOUT ROWID;"
      "CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize='porter unicode61'); BEGIN");
  {
    Statement article(db, "INSERT INTO article VALUES(?,?,?,?,?,?)"), topic(db, "INSERT OR IGNORE INTO topic VALUES(?,?)"),
        words(db, "INSERT INTO words(rowid,title,body) VALUES(?,?,?)");
    std::int64_t number = 0;
    for_each_article(corpus, [&](const BenchArticle& a) {
      article.bind(1, ++number);
      int place = 2;
      for (const std::string& text : {a.id, a.url, a.published.substr(0, 10), a.published.substr(0, 7), a.outlet})
        article.bind(place++, text);
      article.run();
      for (const std::string& t : a.topics) {
        topic.bind(1, number);
        topic.bind(2, t);
        topic.run();
      }
      words.bind(1, number);
      words.bind(2, a.title);
      words.bind(3, a.body);
      words.run();
    });
  }
  db.run("COMMIT; INSERT INTO words(words) VALUES('optimize'); PRAGMA wal_checkpoint(TRUNCATE)");
}

std::string match_text(const BenchQuery& query) {
  std::vector<std::string> parts = query.must;
  if (!query.terms.empty()) parts.push_back(fmt::format("{}", fmt::join(query.terms, query.any_term ? " OR " : " AND ")));
  if (!query.any.empty()) parts.push_back(fmt::format("({})", fmt::join(query.any, " OR ")));
  if (!query.phrase.empty()) parts.push_back(fmt::format("\"{}\"", fmt::join(query.phrase, " ")));
  if (!query.prefix.empty()) parts.push_back(query.prefix + "*");
  std::string text = fmt::format("{}", fmt::join(parts, " AND "));
  for (const std::string& word : query.none) text = fmt::format("({}) NOT {}", text, word);
  return text;
}

class SqliteThread : public EngineThread {
 public:
  SqliteThread(const std::vector<BenchQuery>& queries, const std::string& folder)
      : queries_(queries), db_(database_file(folder), SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX) {
    db_.run("PRAGMA cache_size=-1048576; PRAGMA mmap_size=4000000000");
  }

  std::size_t answer(std::size_t number, std::string_view mode) override {
    const BenchQuery& query = queries_[number];
    const bool page = mode == "page";
    std::size_t rows = 0;
    if (mode == "newest") rows = run("SELECT words.rowid", " ORDER BY a.day DESC LIMIT 10", query, true);
    if (mode == "top10") rows = run("SELECT words.rowid", " ORDER BY rank LIMIT 10", query, false);
    if (page || mode == "snippets")
      rows = run("SELECT words.rowid, title, snippet(words,1,'<b>','</b>','...',30)", " ORDER BY rank LIMIT 10", query, false);
    if (!page && mode != "facets") return rows;
    rows += run("SELECT a.outlet, count(*)", " GROUP BY 1 ORDER BY 2 DESC LIMIT 10", query, true);
    rows += run("SELECT a.month, count(*)", " GROUP BY 1 ORDER BY 2 DESC LIMIT 12", query, true);
    return rows + run("SELECT t.topic, count(*)", " GROUP BY 1 ORDER BY 2 DESC LIMIT 10", query, true,
                      " JOIN topic t ON t.number=a.number");
  }
  std::uint64_t total(std::size_t number) override {
    std::int64_t count = 0;
    run("SELECT count(*)", "", queries_[number], false, "", &count);
    return static_cast<std::uint64_t>(count);
  }

 private:
  std::size_t run(const char* columns, const char* order, const BenchQuery& query, bool join, const char* more = "",
                  std::int64_t* first = nullptr) {
    const bool filtered = !query.outlet.empty() || !query.topic.empty() || !query.from.empty();
    std::string sql = fmt::format("{} FROM words{}{} WHERE words MATCH ?1", columns,
                                  join || filtered ? " JOIN article a ON a.number=words.rowid" : "", more);
    if (!query.outlet.empty()) sql += " AND a.outlet=?2";
    if (!query.topic.empty()) sql += " AND EXISTS(SELECT 1 FROM topic f WHERE f.number=a.number AND f.topic=?3)";
    if (!query.from.empty()) sql += " AND a.day BETWEEN ?4 AND ?5";
    auto& statement = statements_[sql + order];
    if (!statement) statement = std::make_unique<Statement>(db_, sql + order);
    int place = 1;
    for (const std::string& text : {match_text(query), query.outlet, query.topic, query.from, query.to})
      statement->bind(place++, text);
    return statement->run(first);
  }

  const std::vector<BenchQuery>& queries_;
  Connection db_;
  std::map<std::string, std::unique_ptr<Statement>> statements_;
};

}  // namespace
}  // namespace newshound::comparison

int main(int argc, char** argv) {
  using namespace newshound::comparison;  // NOLINT(google-build-using-namespace): a program of its own
  const OwnIndexEngine engine{"sqlite_adapter", index_corpus,
                              [](const std::vector<BenchQuery>& queries, const std::string& folder) {
                                return std::make_unique<SqliteThread>(queries, folder);
                              }};
  return run_adapter(engine, argc, argv);
}
