#include "indexer/json_items.h"

#include <algorithm>

#include <fmt/format.h>

#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kShownBytes = 1000, kMaxIndentation = 40;
constexpr int kMaxUnclosed = 16;  // values without an end that reading goes on behind

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::vector<std::string> members_of(std::string_view path) {
  std::vector<std::string> members;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('.', at), path.size());
    members.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
  return members;
}

}  // namespace

JsonItems::JsonItems(InputStream& in, std::string_view path) : in_(in), path_(members_of(path)) {}

// The next character that isn't white space, without using it up.
bool JsonItems::peek(char& c) {
  while (true) {
    const std::string_view held = in_.held();
    std::size_t at = 0;
    while (at < held.size() && is_space(held[at])) ++at;
    c = at < held.size() ? held[at] : '\0';
    const bool found = at < held.size();
    in_.skip(at);
    if (found) return true;
    if (!in_.more()) return false;
  }
}

// Goes on from state.at to the end of the value or of the text.
void JsonItems::scan(Scan& state, std::string_view text) const {
  for (; state.at < text.size() && !state.done && !state.broken; ++state.at) {
    const char c = text[state.at];
    if (state.string) {
      if (state.escape) {
        state.escape = false;
      } else if (c == '\\') {
        state.escape = true;
      } else if (c == '"') {
        state.string = false;
        state.done = state.depth == 0;
      } else if (c == '\n') {
        state.broken = true;  // no string has a line break: its end is missing
      }
      continue;
    }
    if (state.scalar) {
      if (!is_space(c) && c != ',' && c != ']' && c != '}') continue;
      state.done = true;
      return;  // not part of it
    }
    if (c == '"') {
      state.string = true;
    } else if (c == '{' || c == '[') {
      ++state.depth;
    } else if (c == '}' || c == ']') {
      if (state.depth != 0) --state.depth;
      state.done = state.depth == 0;
    } else if (state.depth == 0 && !is_space(c)) {
      state.scalar = true;
    }
  }
}

// Where the value that begins at `from` of what is held ends; 0 if it doesn't.
std::size_t JsonItems::value_end(std::size_t from, bool& broken) {
  Scan state;
  state.at = from;
  while (true) {
    scan(state, in_.held());
    broken = state.broken;
    if (state.done) return state.at;
    if (state.broken || in_.held().size() - from > kMaxLineBytes) return 0;
    if (!in_.more()) return state.scalar && state.depth == 0 ? state.at : 0;
  }
}

// The value at the beginning of what is held is over the limit: over it, without keeping it.
void JsonItems::skip_long(Scan state) {
  while (true) {
    scan(state, in_.held());
    in_.skip(state.at);
    if (state.done || state.broken) return;
    state.at = 0;
    if (!in_.more()) return;
  }
}

void JsonItems::skip_value(std::string_view key) {
  char c = 0;
  if (!peek(c)) return;
  bool broken = false;
  const std::size_t end = value_end(0, broken);
  if (end == 0) return skip_long({});
  if (head_.size() + key.size() + end < kMaxHeadBytes)
    head_.append(head_.empty() ? "" : ",").append(key).append(":").append(in_.held().substr(0, end));
  in_.skip(end);
}

// In an object, to the value of member `name`.
bool JsonItems::enter_member(const std::string& name) {
  char c = 0;
  if (!peek(c) || c != '{') return false;
  in_.skip(1);
  while (peek(c)) {
    if (c == ',') {
      in_.skip(1);
      continue;
    }
    bool broken = false;
    if (c != '"') return false;
    const std::size_t end = value_end(0, broken);
    if (end < 2) return false;
    const std::string key(in_.held().substr(0, end));
    in_.skip(end);
    if (!peek(c) || c != ':') return false;
    in_.skip(1);
    if (std::string_view(key).substr(1, key.size() - 2) == name) return true;
    skip_value(key);
  }
  return false;
}

void JsonItems::enter() {
  entered_ = true;
  for (const std::string& member : path_) {
    if (enter_member(member)) continue;
    missing_ = fmt::format("has no member \"{}\" where the path says", member);
    closed_ = true;
    return;
  }
  char c = 0;
  array_ = peek(c) && c == '[';
  if (array_) in_.skip(1);
}

// To the first character of an item. False at the end of them.
bool JsonItems::to_item() {
  char c = 0;
  while (!closed_ && peek(c)) {
    if (c == '{' || (!lenient_ && c != ',' && c != ']' && c != '}')) return true;
    if (c == ']' && array_ && !lenient_) {
      closed_ = !path_.empty();
      array_ = false;  // another document may follow
      in_.skip(1);
      if (!closed_ && peek(c) && c == '[') {
        array_ = true;
        in_.skip(1);
      }
      continue;
    }
    in_.skip(1);
  }
  return false;
}

// The item isn't whole: the next one is taken to begin with a brace at the beginning of a line, or behind "},".
void JsonItems::resume_behind(JsonItem& item, std::string problem) {
  item.problem = std::move(problem);
  const std::string_view held = in_.held();
  std::size_t next = held.find('{', 1);
  for (; next != std::string_view::npos; next = held.find('{', next + 1)) {
    std::size_t before = next - 1;
    for (std::size_t looked = 0; looked < kMaxIndentation && before > 0 && (held[before] == ' ' || held[before] == '\t');
         ++looked)
      --before;
    if (held[before] == '\n' || (held[before] == ',' && before > 0 && held[before - 1] == '}')) break;
  }
  lenient_ = true;
  used_ = std::min(next, held.size());
  item.json = held.substr(0, std::min(used_, kShownBytes));
}

bool JsonItems::next(JsonItem& item) {
  in_.skip(used_);
  used_ = 0;
  if (!entered_) enter();
  if (!to_item()) {
    if (array_ && !lenient_ && !closed_) {
      closed_ = true;
      item = {in_.held(), in_.line(), in_.offset(), "the array is not closed: the file ends before"};
      return true;
    }
    return false;
  }
  item = {{}, in_.line(), in_.offset(), {}};
  bool broken = false;
  const std::size_t end = value_end(0, broken);
  if (end != 0) {
    item.json = in_.held().substr(0, end);
    used_ = end;
    return true;
  }
  if (broken) {
    resume_behind(item, "is not JSON: a string has no end on its line");
  } else if (in_.held().size() > kMaxLineBytes) {
    item.problem = fmt::format("the value is over {} bytes", kMaxLineBytes);
    std::string shown(in_.held().substr(0, kShownBytes));
    skip_long({});
    head_ = std::move(shown);  // the stream has moved on
    item.json = head_;
  } else {
    resume_behind(item, "is not JSON: the file ends before the value does");
    if (++unclosed_ >= kMaxUnclosed) used_ = in_.held().size();  // each looked through the rest of the file: enough of that
  }
  return true;
}

}  // namespace newshound
