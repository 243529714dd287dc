// The records of an XML document (items of a feed, newsItems of a message) one by one, without ever holding the whole. Finds
// where elements begin and end by their tags, knowing comments, CDATA, instructions and the document type, which is passed over
// unread: no entity is ever defined. Parsing a record is xml_tree.h's work. A record that isn't closed is given as broken, and
// reading goes on where the next one begins. The stream is UTF-8. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/input_stream.h"

namespace newshound {

struct XmlRecord {
  std::string_view xml;   // valid until the next call; of a broken one its beginning
  std::string_view name;  // of its element, as written: "atom:entry"
  std::uint64_t line = 0, byte = 0;
  std::string problem;  // what is broken; empty if the record is whole
};

class XmlRecords {
 public:
  // `names`: of record elements, without prefix, in small letters.
  XmlRecords(InputStream& in, std::vector<std::string_view> names);

  // False at the end.
  bool next(XmlRecord& record);
  // The start tags of the elements around the records, as they stood: they declare namespaces.
  [[nodiscard]] std::string context() const;
  // The end tags to it.
  [[nodiscard]] std::string context_end() const;
  // What stood outside of records so far, at most kMaxHeadBytes of it; well-formed once closing() is added.
  [[nodiscard]] const std::string& head() const { return head_; }
  // End tags for what is open at the end of head().
  [[nodiscard]] std::string closing() const;
  // The name of the outermost element, as written; empty if there was none.
  [[nodiscard]] const std::string& root() const { return root_; }
  // What is wrong with the document outside of its records, with its line; empty if nothing is. Known at the end.
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  enum class Kind { kNone, kText, kSkipped, kStart, kEmpty, kEnd };
  struct Piece {
    Kind kind = Kind::kNone;
    std::size_t end = 0;
    std::string_view name;
    bool whole = true;
  };
  struct Open {
    std::string name, tag;
  };
  struct Searched {
    std::uint64_t begin = 0, end = 0;  // of the stream: what is looked for doesn't begin in between
  };
  Piece piece_at(std::size_t at);
  std::size_t find(std::string_view what, std::size_t from);
  Piece tag_at(std::size_t at);
  [[nodiscard]] Piece cut_tag(std::size_t at) const;
  std::size_t doctype_end(std::size_t at);
  [[nodiscard]] bool is_record(std::string_view name) const;
  void outside(const Piece& piece);
  void close(const Piece& piece);
  void read_record(const Piece& start, XmlRecord& record);
  void too_long(XmlRecord& record);
  void broken(XmlRecord& record, std::string problem, std::size_t end);
  std::size_t next_start(std::size_t from);
  void fail(std::string problem);

  InputStream& in_;
  std::vector<std::string_view> names_;
  std::vector<Open> open_;
  std::array<Searched, 3> searched_;  // for "?>", "]]>" and "-->"
  std::string head_, root_, problem_, name_, shown_;
  std::size_t used_ = 0;  // of the stream, by the record given last
  bool head_full_ = false, root_closed_ = false;
};

}  // namespace newshound
