#include "indexer/topic_rules.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr double kMaxWeight = 10;

struct SettingRow {
  std::string_view name;
  double TopicSettings::*member;
  double least, most;
};
constexpr SettingRow kSettings[] = {{"threshold", &TopicSettings::threshold, 0.1, 1000},
                                    {"second", &TopicSettings::second, 0, 1},
                                    {"proof", &TopicSettings::proof, 0, 10},
                                    {"title", &TopicSettings::title, 0, 100},
                                    {"words", &TopicSettings::words, 1, 1000000}};

bool is_language(std::string_view name) {
  return name.size() >= 2 && name.size() <= 3 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r";
  const std::size_t first = text.find_first_not_of(kWhite);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

}  // namespace

// Each read_… returns false after it has set the error.
class TopicRulesReader {
 public:
  explicit TopicRulesReader(const std::string& file) : file_(file) {}

  Result<TopicRules> read(std::string_view text) {
    toml::table table;
    try {
      table = toml::parse(text, file_);
    } catch (const toml::parse_error& error) {
      (void)fail(error.source(), std::string(error.description()));
      return tl::unexpected(error_);
    }
    if (!read_all(table)) return tl::unexpected(error_);
    return std::move(rules_);
  }

 private:
  bool fail(const toml::source_region& where, const std::string& message, std::size_t lines = 0) {
    error_ = {ErrorCode::kInvalidParameter, fmt::format("{}:{}: {}", file_, where.begin.line + lines, message), {}, std::nullopt};
    return false;
  }

  bool read_all(const toml::table& table) {
    for (const auto& [key, value] : table) {
      const toml::table* part = value.as_table();
      const bool known = key.str() == "settings" || key.str() == "topics" || key.str() == "ignore";
      if (!known || part == nullptr)
        return fail(value.source(),
                    fmt::format("\"{}\" is not known here; there are the tables [settings], [topics.\"NAME\".LANGUAGE] "
                                "and [ignore]",
                                key.str()));
      if (key.str() == "settings" ? !read_settings(*part) : key.str() == "ignore" ? !read_ignored(*part) : !read_topics(*part))
        return false;
    }
    if (rules_.topics_.empty()) return fail(table.source(), "there is no topic; one begins with [topics.\"NAME\".LANGUAGE]");
    return true;
  }

  bool read_settings(const toml::table& table) {
    for (const auto& [key, value] : table) {
      const auto number = value.value<double>();
      const auto* row =
          std::find_if(std::begin(kSettings), std::end(kSettings), [&](const SettingRow& r) { return r.name == key.str(); });
      if (key.str() == "most") {
        const auto most = value.value_exact<std::int64_t>();
        if (!most || *most < 1 || *most > 17) return fail(value.source(), "most is a whole number from 1 to 17");
        rules_.settings_.most = static_cast<std::size_t>(*most);
        continue;
      }
      if (row == std::end(kSettings))
        return fail(value.source(),
                    fmt::format("\"{}\" is no setting; there are most, threshold, second, proof, title and words", key.str()));
      if (!number || !(*number >= row->least && *number <= row->most))
        return fail(value.source(), fmt::format("{} is a number from {} to {}", row->name, row->least, row->most));
      rules_.settings_.*(row->member) = *number;
    }
    return true;
  }

  bool read_ignored(const toml::table& table) {
    for (const auto& [key, value] : table)
      if (!read_terms(std::string(key.str()), value, TopicRules::kIgnored, 0)) return false;
    return true;
  }

  // toml++ sorts its tables: the file's own order is that of the lines.
  bool read_topics(const toml::table& table) {
    std::vector<std::pair<std::uint32_t, std::string>> order;
    for (const auto& [key, value] : table) {
      if (!value.is_table() || key.str().empty() || key.str().size() > kMaxValueBytes)
        return fail(value.source(),
                    fmt::format("\"{}\" is no topic; one is a table of languages: [topics.\"NAME\".LANGUAGE]", key.str()));
      std::uint32_t line = value.source().begin.line;
      for (const auto& [language, terms] : *value.as_table())
        line = std::min<std::uint32_t>(line == 0 ? ~0u : line, terms.source().begin.line);
      order.emplace_back(line, key.str());
    }
    std::sort(order.begin(), order.end());
    for (const auto& [line, name] : order) {
      const auto number = static_cast<std::uint32_t>(rules_.topics_.size());
      rules_.topics_.push_back(name);
      for (const auto& [language, weights] : *table[name].as_table()) {
        if (!weights.is_table())
          return fail(
              weights.source(),
              fmt::format("\"{}\" is no table; terms stand under [topics.\"NAME\".LANGUAGE] as WEIGHT = \"…\"", language.str()));
        if (!read_weights(std::string(language.str()), *weights.as_table(), number)) return false;
      }
    }
    return true;
  }

  bool read_weights(const std::string& language, const toml::table& table, std::uint32_t topic) {
    for (const auto& [key, value] : table) {
      double weight = 0;
      const std::string_view text = key.str();
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
      if (error != std::errc() || end != text.data() + text.size() || !(weight > 0 && weight <= kMaxWeight))
        return fail(value.source(), fmt::format("\"{}\" is no weight; weights are numbers over 0 up to {}", text, kMaxWeight));
      if (!read_terms(language, value, topic, weight)) return false;
    }
    return true;
  }

  bool read_terms(const std::string& language, const toml::node& node, std::uint32_t topic, double weight) {
    if (!is_language(language))
      return fail(node.source(), fmt::format("\"{}\" is no language; one is a code of two or three letters, like en", language));
    const auto text = node.value<std::string_view>();
    if (!text) return fail(node.source(), "terms are a string in quotation marks, divided by commas or line ends");
    std::size_t line = 0;
    for (std::size_t at = 0; at <= text->size();) {
      const std::size_t end = std::min(text->find_first_of(",\n", at), text->size());
      if (!read_term(language, trimmed(text->substr(at, end - at)), {topic, weight}, node.source(), line)) return false;
      if (end < text->size() && (*text)[end] == '\n') ++line;
      at = end + 1;
    }
    return true;
  }

  struct Award {
    std::uint32_t topic;
    double weight;
  };
  bool read_term(const std::string& language, std::string_view text, Award award, const toml::source_region& where,
                 std::size_t line) {
    if (text.empty()) return true;
    TopicRules::Term term;
    term.exact = text.front() == '=';
    term.topic = award.topic;
    term.weight = award.weight;
    const std::string plain = normalize(text.substr(term.exact ? 1 : 0));
    Tokenizer tokenizer(plain);
    for (Token token; tokenizer.next(token);) {
      term.words.emplace_back(token.word);
      term.forms.emplace_back(token.form);
    }
    if (term.words.empty()) return fail(where, fmt::format("\"{}\" has no word", text), line);
    if (term.words.size() > kMaxTopicTermWords)
      return fail(
          where,
          fmt::format("\"{}\" has {} words, {} are allowed; is a comma missing?", text, term.words.size(), kMaxTopicTermWords),
          line);
    std::string key = fmt::format("{}\n{}{}", language, term.exact ? "=" : "", fmt::join(term.words, " "));
    if (!given_.emplace(std::move(key), award.topic).second)
      return fail(where, fmt::format("\"{}\" is given twice to one topic: keep one", text), line);
    auto& terms = rules_.terms_[language];
    if (terms.size() == kMaxTopicTerms)
      return fail(where, fmt::format("there are more than {} terms of a language; leave the weak ones out", kMaxTopicTerms),
                  line);
    terms.push_back(std::move(term));
    return true;
  }

  const std::string& file_;
  TopicRules rules_;
  std::set<std::pair<std::string, std::uint32_t>> given_;  // language and term, topic
  Error error_;
};

Result<TopicRules> TopicRules::parse(std::string_view toml, const std::string& file) { return TopicRulesReader(file).read(toml); }

const TopicRules& TopicRules::built_in() {
  static const TopicRules rules = [] {
    auto read = parse(built_in_topics_text(), "topics.toml");
    if (!read) throw std::logic_error(read.error().message);  // a test parses it
    return std::move(*read);
  }();
  return rules;
}

std::span<const TopicRules::Term> TopicRules::terms(std::string_view language) const {
  const auto found = terms_.find(language);
  if (found == terms_.end()) return {};
  return found->second;
}

}  // namespace newshound
