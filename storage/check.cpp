#include "storage/check.h"

#include <sstream>

#include <fmt/format.h>
#include <xapian.h>

#include "storage/columns.h"
#include "storage/files.h"
#include "storage/index_error.h"
#include "storage/index_settings.h"
#include "storage/snapshot.h"

namespace newshound {
namespace {

constexpr int kTries = 5;  // generations that may replace the one being checked
constexpr std::string_view kRemedy = "restore a backup, or rebuild the index from its articles";

using Findings = std::vector<std::string>;

// Size and sum of one file against the catalog.
void check_file(const std::filesystem::path& folder, const FileSum& expected, Findings& findings) {
  try {
    const FileSum sum = sum_file(folder, expected.name);
    if (sum != expected)
      findings.push_back(
          fmt::format("{}: content differs from what was written ({} bytes, checksum {:016x} instead of {} and {:016x}); {}",
                      (folder / expected.name).string(), sum.bytes, sum.xxh3, expected.bytes, expected.xxh3, kRemedy));
  } catch (const IndexError& error) {
    findings.push_back(fmt::format("{}; {}", error.what(), kRemedy));
  }
}

void check_postings(const Segment& segment, Findings& findings) {
  const std::string path = (segment.folder / "postings").string();
  try {
    std::ostringstream talk;
    const std::size_t errors = Xapian::Database::check(path, 0, &talk);
    if (errors != 0) findings.push_back(fmt::format("{}: Xapian finds {} errors in it; {}", path, errors, kRemedy));
    const Xapian::Database database(path);
    std::uint64_t length = 0;
    for (const std::uint32_t of_document : segment.columns.length()) length += of_document;
    if (database.get_total_length() != length)
      findings.push_back(fmt::format("{}: its lengths add up to {}, those of the columns to {}; {}", path,
                                     database.get_total_length(), length, kRemedy));
  } catch (const Xapian::Error& error) {
    findings.push_back(fmt::format("{}: can't be read: {}; {}", path, error.get_description(), kRemedy));
  }
}

// Whether the filter lets every pair of the document's codes through.
bool filter_holds(const Segment& segment, std::uint32_t document) {
  const std::span<const std::uint8_t> bytes = segment.tokens.document(document);
  std::uint32_t before = kBorderCode;
  for (const std::uint8_t* at = bytes.data(); at < bytes.data() + bytes.size();) {
    const std::uint32_t code = decode_code(at);
    if (is_filtered(before, code) && !segment.pairs.may_hold(document, code_pair(before, code))) return false;
    before = code;
  }
  return true;
}

void check_documents(const Segment& segment, Findings& findings) {
  TextReader reader;
  const auto published = segment.columns.published();
  for (std::uint32_t d = 0; d < segment.documents(); ++d) {
    if (reader.read(segment.text, d).published.seconds_utc != published[d])  // its id it has compared by itself
      findings.push_back(
          fmt::format("{}: document {} differs from the columns; {}", (segment.folder / "text").string(), d, kRemedy));
    if (!filter_holds(segment, d))
      findings.push_back(fmt::format("{}: document {} has words side by side that it denies; {}",
                                     (segment.folder / kPairFilterName).string(), d, kRemedy));
    if (segment.date_ordered && d != 0 && published[d] > published[d - 1])
      findings.push_back(
          fmt::format("{}: document {} is newer than the one before; {}", (segment.folder / "columns").string(), d, kRemedy));
  }
}

void check_segment(const std::filesystem::path& index, const SegmentEntry& entry, Findings& findings) {
  const std::filesystem::path folder = segment_folder(index, entry.number);
  const std::size_t before = findings.size();
  for (const FileSum& sum : entry.files) check_file(folder, sum, findings);
  if (entry.deletions) check_file(folder, *entry.deletions, findings);
  if (findings.size() != before) return;  // what is read from such files says nothing more
  try {
    const Segment segment(index, entry);
    segment.vocabulary.verify();
    check_documents(segment, findings);
    check_postings(segment, findings);
    const std::filesystem::path path = entry.deletions ? folder / entry.deletions->name : folder;
    const std::uint32_t deleted = entry.deletions ? Deletions::read(path, entry.documents).deleted() : 0;
    if (deleted != entry.deleted)
      findings.push_back(
          fmt::format("{}: marks {} documents, the catalog says {}; {}", path.string(), deleted, entry.deleted, kRemedy));
  } catch (const IndexError& error) {
    findings.emplace_back(error.what());
  }
}

void check_settings(const std::filesystem::path& index, const Catalog& catalog, Findings& findings) {
  try {
    (void)read_stem_exceptions(index, catalog);
  } catch (const IndexError& error) {
    findings.emplace_back(error.what());
  }
  try {
    (void)read_boilerplate(index, catalog);
  } catch (const IndexError& error) {
    findings.emplace_back(error.what());
  }
}

}  // namespace

std::vector<std::string> check_index(const std::filesystem::path& index) {
  Findings findings;
  // A commit may replace the generation that is being checked, and files go ten minutes later: then check the newer one.
  for (int tries = 1;; ++tries) {
    findings.clear();
    Catalog catalog;
    try {
      catalog = read_catalog(index);
    } catch (const IndexError& error) {
      if (error.kind() == IndexError::Kind::kMissing) throw;
      return {error.what()};
    }
    check_settings(index, catalog, findings);
    for (const SegmentEntry& entry : catalog.segments) check_segment(index, entry, findings);
    if (findings.empty() || tries == kTries || newest_generation(index) == catalog.generation) return findings;
  }
}

}  // namespace newshound
