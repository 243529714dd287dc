#include "storage/posting_source.h"

#include <algorithm>
#include <utility>

#include <xapian.h>

namespace newshound {

TermStatistics read_statistics(const PostingSource& source, const std::string& term) {
  if (const auto read = source.reader.statistics(term)) return *read;
  TermStatistics read{source.xapian.get_termfreq(term), 0};
  if (read.documents != 0) read.frequency = source.xapian.get_collection_freq(term);
  return read;
}

PostingList read_postings(const PostingSource& source, const std::string& term, std::uint32_t documents) {
  if (auto read = source.reader.list(term, documents)) return std::move(*read);
  return read_xapian_postings(source.xapian, term, documents);
}

PostingList read_xapian_postings(Xapian::Database& xapian, const std::string& term, std::uint32_t documents) {
  PostingListBuilder list(xapian.get_termfreq(term), documents);
  PostingBatch batch;
  std::uint32_t next = 0;
  const auto end = xapian.postlist_end(term);
  for (auto posting = xapian.postlist_begin(term); posting != end; ++posting) {
    const std::uint32_t document = *posting - 1;
    if (document >= documents || document < next) continue;  // a damaged list
    next = document + 1;
    batch.documents[batch.size] = document;
    batch.frequencies[batch.size] =
        static_cast<std::uint8_t>(std::min<unsigned>(posting.get_wdf(), PostingBatch::kMostFrequency));
    if (++batch.size < PostingBatch::kMost) continue;
    list.append(batch);
    batch.size = 0;
  }
  list.append(batch);
  return list.take();
}

}  // namespace newshound
