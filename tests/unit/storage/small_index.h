// A small index made file by file, as the indexer would make it but without analysis: words are divided at blanks and are their
// own stems. For tests of what opens, checks and counts an index.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <xapian.h>

#include "analysis/analyzer.h"
#include "analysis/terms.h"
#include "schemas/article.h"
#include "storage/catalog.h"
#include "storage/columns.h"
#include "storage/deletions.h"
#include "storage/files.h"
#include "storage/pair_filter.h"
#include "storage/stored_article.h"
#include "storage/text_store.h"
#include "storage/token_store.h"
#include "storage/vocabulary.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {

inline std::vector<std::string> words_of(const Article& article) {
  std::istringstream text(article.title + " " + article.body);
  std::vector<std::string> words;
  for (std::string word; text >> word;) words.push_back(word);
  return words;
}

inline Article small_article(const std::string& id, const std::string& body, std::int64_t published = 1753113900) {
  Article article;
  article.id = id;
  article.title = "Title of " + id;
  article.body = body;
  article.outlet = "The Post";
  article.published.seconds_utc = published;
  return article;
}

class SmallIndexFixture : public FolderFixture {
 protected:
  void SetUp() override {
    FolderFixture::SetUp();
    index = folder / "index";
    std::filesystem::create_directories(index / "segments");
    catalog.analyzer = analyzer_fingerprint();
  }

  // Writes segments/NUMBER with the articles in their order and adds it to `catalog`, which publish() makes the truth.
  SegmentEntry& add_segment(const std::vector<Article>& articles) {
    const std::filesystem::path at = segment_folder(index, catalog.next_segment);
    std::filesystem::create_directories(at);
    write_words(at, articles);
    write_records(at, articles);
    SegmentEntry entry;
    entry.number = catalog.next_segment++;
    entry.documents = static_cast<std::uint32_t>(articles.size());
    entry.files = seal_folder(at);
    for (const Article& article : articles) entry.text_bytes += article.title.size() + article.body.size();
    return catalog.segments.emplace_back(std::move(entry));
  }

  // Marks documents of a segment of `catalog` as deleted from the next generation on.
  void mark_deleted(SegmentEntry& entry, const std::vector<std::uint32_t>& documents) const {
    const std::filesystem::path at = segment_folder(index, entry.number);
    Deletions deletions =
        entry.deletions ? Deletions::read(at / entry.deletions->name, entry.documents) : Deletions(entry.documents);
    for (const std::uint32_t document : documents) deletions.insert(document);
    const std::string name = deletions_name(catalog.generation + 1);
    deletions.write(at / name);
    entry.deletions = sum_file(at, name);
    entry.deleted = deletions.deleted();
  }

  void publish() {
    ++catalog.generation;
    publish_catalog(index, catalog);
  }

  std::filesystem::path index;
  Catalog catalog;  // of the next publish()

 private:
  // Vocabulary, tokens, postings and columns.
  static void write_words(const std::filesystem::path& at, const std::vector<Article>& articles) {
    std::map<std::string, std::set<std::size_t>> documents_of;
    for (std::size_t d = 0; d < articles.size(); ++d)
      for (const std::string& word : words_of(articles[d])) documents_of[word].insert(d);
    std::map<std::string, std::uint32_t> codes;
    VocabularyWriter vocabulary(at / "vocabulary", documents_of.size(), documents_of.size());
    for (const auto& [word, documents] : documents_of) {
      const auto number = static_cast<std::uint32_t>(codes.size());
      codes[word] = number + 1;
      vocabulary.add_form({word, number + 1, static_cast<std::uint32_t>(documents.size()), word, {number}});
    }
    for (const auto& [word, documents] : documents_of) vocabulary.add_stem(word);
    vocabulary.finish();

    TokenStoreWriter tokens(at / "tokens");
    PairFilterWriter pairs(at / kPairFilterName);
    ColumnsBuilder columns;
    Xapian::WritableDatabase postings((at / "postings").string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS);
    for (const Article& article : articles) {
      std::vector<std::uint32_t> stream;
      Xapian::Document document;
      document.add_boolean_term(value_term(field_row(Field::kId), article.id));
      const std::vector<std::string> words = words_of(article);
      for (const std::string& word : words) {
        stream.push_back(codes[word]);
        document.add_term(stem_term(word));
      }
      tokens.append(stream);
      pairs.append(stream);
      columns.add(article, static_cast<std::uint32_t>(words.size()));
      postings.add_document(document);
    }
    tokens.finish();
    pairs.finish();
    columns.write(at / "columns");
    postings.commit();
    postings.close();
  }

  static void write_records(const std::filesystem::path& at, const std::vector<Article>& articles) {
    FrameCompressor compressor("");
    TextStoreWriter text(at / "text", "");
    for (const Article& article : articles) {
      std::string record, frame;
      encode_record(article, record);
      const std::vector<std::uint32_t> sizes{static_cast<std::uint32_t>(compressor.compress(record, frame))};
      text.append(frame, sizes);
    }
    for (const Article& article : articles) {
      const std::vector<std::uint32_t> sizes{static_cast<std::uint32_t>(article.id.size())};
      text.append_ids(article.id, sizes);
    }
    text.finish();
  }
};

}  // namespace newshound
