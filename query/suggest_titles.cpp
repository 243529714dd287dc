#include "query/suggest_titles.h"

#include <algorithm>
#include <set>
#include <utility>

#include <xapian.h>

#include "analysis/terms.h"

namespace newshound {
namespace {

// The union of some posting lists, from the first document on.
class TitlePostings {
 public:
  TitlePostings(const Segment& segment, const Xapian::Database& postings, const std::vector<std::string>& forms) {
    std::set<std::string> stems;
    FormEntry entry;
    for (const std::string& form : forms) {
      if (!segment.vocabulary.find(form, entry)) continue;
      for (const std::uint32_t number : entry.stems) stems.insert(segment.vocabulary.stem(number));
    }
    for (const std::string& stem : stems) {
      const std::string term = title_stem_term(stem);
      const auto begin = postings.postlist_begin(term), end = postings.postlist_end(term);
      if (begin != end) lists_.push_back({begin, end});
    }
    std::make_heap(lists_.begin(), lists_.end(), later);
  }

  [[nodiscard]] bool at_end() const { return lists_.empty(); }
  [[nodiscard]] Xapian::docid document() const { return *lists_.front().at; }
  // To the first document that isn't before `document`.
  void skip_to(Xapian::docid document) {
    while (!lists_.empty() && *lists_.front().at < document) {
      std::pop_heap(lists_.begin(), lists_.end(), later);
      List& list = lists_.back();
      list.at.skip_to(document);
      if (list.at == list.end) {
        lists_.pop_back();
      } else {
        std::push_heap(lists_.begin(), lists_.end(), later);
      }
    }
  }

 private:
  struct List {
    Xapian::PostingIterator at, end;
  };
  static bool later(const List& a, const List& b) { return *a.at > *b.at; }

  std::vector<List> lists_;  // a heap: the earliest document in front
};

bool is_live(const SegmentView& view, std::uint32_t document, const SearchRequest& alone) {
  if (view.deletions->any() && view.deletions->contains(document)) return false;
  const Columns& columns = view.segment->columns;
  return alone.show_hidden || !columns.may_hide() || columns.is_visible(document, alone.now_utc);
}

void collect(SearchContext& context, std::uint32_t s, const std::vector<std::string>& all, const std::vector<std::string>& any,
             const SearchRequest& alone, std::size_t most, std::vector<TitlePlace>& places) {
  const SegmentView& view = context.snapshot->segments()[s];
  const Xapian::Database& postings = context.snapshot->postings(context.worker, s);
  std::vector<TitlePostings> lists;
  lists.emplace_back(*view.segment, postings, any);
  for (const std::string& form : all) lists.emplace_back(*view.segment, postings, std::vector<std::string>{form});
  std::size_t found = 0;
  for (Xapian::docid document = 1;; ++document) {
    // Round by round until all lists stand on the same document.
    for (std::size_t agreed = 0, i = 0; agreed < lists.size(); i = (i + 1) % lists.size()) {
      lists[i].skip_to(document);
      if (lists[i].at_end()) return;
      agreed = lists[i].document() == document ? agreed + 1 : 1;
      document = lists[i].document();
    }
    const std::uint32_t number = document - 1;
    if (number >= view.segment->documents() || !is_live(view, number, alone)) continue;
    places.push_back({s, number, view.segment->columns.published()[number]});
    if (++found == most && view.segment->date_ordered) return;
  }
}

}  // namespace

std::vector<TitlePlace> newest_titles(SearchContext& context, const std::vector<std::string>& all,
                                      const std::vector<std::string>& any, const SearchRequest& alone, std::size_t most) {
  std::vector<TitlePlace> places;
  for (std::uint32_t s = 0; s < context.snapshot->segments().size(); ++s) collect(context, s, all, any, alone, most, places);
  const auto newer = [](const TitlePlace& a, const TitlePlace& b) {
    if (a.published != b.published) return a.published > b.published;  // kUndated is the least
    return a.segment != b.segment ? a.segment < b.segment : a.document < b.document;
  };
  std::sort(places.begin(), places.end(), newer);
  if (places.size() > most) places.resize(most);
  return places;
}

}  // namespace newshound
