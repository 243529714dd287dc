#include "storage/vocabulary.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "storage/index_error.h"
#include "storage/section_file.h"
#include "storage/vocabulary_format.h"
#include "tests/unit/storage/damaged_copies.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Form {
  std::uint32_t code = 0, documents = 0;
  std::string spelling;
  std::set<std::string> stems;
};
using Forms = std::map<std::string, Form>;

class VocabularyTest : public FolderFixture {
 protected:
  void write(const Forms& forms) const {
    std::set<std::string> all;
    for (const auto& [form, of] : forms) all.insert(of.stems.begin(), of.stems.end());
    const std::vector<std::string_view> stems(all.begin(), all.end());
    VocabularyWriter writer(path(), forms.size(), stems.size());
    for (const auto& [form, of] : forms) {
      FormRecord record{form, of.code, of.documents, of.spelling, {}};
      for (const std::string& stem : of.stems)
        record.stems.push_back(
            static_cast<std::uint32_t>(std::lower_bound(stems.begin(), stems.end(), std::string_view(stem)) - stems.begin()));
      writer.add_form(record);
    }
    for (const std::string_view stem : stems) writer.add_stem(stem);
    writer.finish();
  }
  [[nodiscard]] std::filesystem::path path() const { return folder / "vocabulary"; }
};

Forms small() {
  return {{"bank", {1, 9, "Bank", {"bank"}}},
          {"banker", {4, 2, "banker", {"banker"}}},
          {"banks", {2, 5, "banks", {"bank"}}},
          {"nato", {3, 7, "NATO", {"nato"}}},
          {"o'neill", {5, 1, "O’Neill", {"neill", "o'neil"}}},
          {"zürich", {6, 1, "Zürich", {"zurich"}}}};
}

void expect_same(const FormEntry& entry, const std::string& form, const Form& of, const Vocabulary& vocabulary) {
  EXPECT_EQ(entry.form, form);
  EXPECT_EQ(entry.code, of.code) << form;
  EXPECT_EQ(entry.documents, of.documents) << form;
  EXPECT_EQ(entry.spelling, of.spelling.empty() ? form : of.spelling) << form;
  std::set<std::string> stems;
  for (const std::uint32_t stem : entry.stems) stems.insert(vocabulary.stem(stem));
  EXPECT_EQ(stems, of.stems) << form;
}

std::vector<std::string> prefixed(const Vocabulary& vocabulary, std::string_view prefix, std::size_t at_most = 1'000'000) {
  std::vector<std::string> forms;
  vocabulary.for_each_prefixed(prefix, [&](const FormEntry& entry) {
    forms.push_back(entry.form);
    return forms.size() < at_most;
  });
  return forms;
}

std::vector<std::string> forms_of(const Vocabulary& vocabulary, std::string_view stem) {
  std::vector<std::string> forms;
  vocabulary.for_each_form_of(stem, [&](const FormEntry& entry) { forms.push_back(entry.form); });
  EXPECT_EQ(vocabulary.forms_of(stem), forms.size()) << stem;
  return forms;
}

TEST_F(VocabularyTest, FindsFormsPrefixesAndStems) {
  write(small());
  const Vocabulary vocabulary(path());
  vocabulary.verify();
  EXPECT_EQ(vocabulary.forms(), 6u);
  EXPECT_EQ(vocabulary.stems(), 6u);
  FormEntry entry;
  for (const auto& [form, of] : small()) {
    ASSERT_TRUE(vocabulary.find(form, entry)) << form;
    expect_same(entry, form, of, vocabulary);
  }
  for (const char* form : {"", "a", "ban", "bankers", "bankz", "zzz", "Bank", "\xFF"}) EXPECT_FALSE(vocabulary.find(form, entry));
  EXPECT_THAT(prefixed(vocabulary, "bank"), ElementsAre("bank", "banker", "banks"));
  EXPECT_THAT(prefixed(vocabulary, "bank", 2), ElementsAre("bank", "banker"));
  EXPECT_THAT(prefixed(vocabulary, "z"), ElementsAre("zürich"));
  EXPECT_THAT(prefixed(vocabulary, "banksy"), IsEmpty());
  EXPECT_EQ(prefixed(vocabulary, "").size(), 6u);
  EXPECT_THAT(forms_of(vocabulary, "bank"), ElementsAre("bank", "banks"));
  EXPECT_THAT(forms_of(vocabulary, "neill"), ElementsAre("o'neill"));
  for (const char* stem : {"", "ban", "banks", "zzz"}) EXPECT_THAT(forms_of(vocabulary, stem), IsEmpty()) << stem;
}

TEST_F(VocabularyTest, AnEmptyOneHasNothing) {
  write({});
  const Vocabulary vocabulary(path());
  vocabulary.verify();
  FormEntry entry;
  EXPECT_FALSE(vocabulary.find("bank", entry));
  EXPECT_THAT(prefixed(vocabulary, ""), IsEmpty());
  EXPECT_THAT(forms_of(vocabulary, "bank"), IsEmpty());
  EXPECT_THROW((void)vocabulary.stem(0), IndexError);
}

// Random vocabularies of every size around the borders of blocks, against maps.
TEST_F(VocabularyTest, AnswersAsAMapDoes) {
  std::mt19937 random(20251124);
  const auto word = [&](std::size_t longest) {
    std::string text(1 + random() % longest, ' ');
    for (char& c : text) c = "abcAé\x7F"[random() % 7];  // few letters: many beginnings in common, and any bytes
    return text;
  };
  for (const std::size_t size : {1u, 2u, 15u, 16u, 17u, 32u, 33u, 500u, 3000u}) {
    Forms forms;
    while (forms.size() < size) {
      const std::string form = word(10);
      if (!forms.try_emplace(form).second) continue;
      Form& of = forms[form];
      of.code = static_cast<std::uint32_t>(forms.size());
      of.documents = static_cast<std::uint32_t>(random()) >> random() % 32;
      switch (random() % 4) {
        case 0: break;
        case 1: of.spelling = word(12); break;
        case 2: of.spelling = form, of.spelling[0] = upper_letter(form[0]); break;
        default: of.spelling = form, std::transform(form.begin(), form.end(), of.spelling.begin(), upper_letter);
      }
      for (std::size_t s = random() % 4; s > 0; --s) of.stems.insert(word(4));
    }
    std::map<std::string, std::vector<std::string>> of_stem;
    for (const auto& [form, of] : forms)
      for (const std::string& stem : of.stems) of_stem[stem].push_back(form);

    std::filesystem::remove(path());
    write(forms);
    const Vocabulary vocabulary(path());
    vocabulary.verify();
    FormEntry entry;
    for (const auto& [form, of] : forms) {
      ASSERT_TRUE(vocabulary.find(form, entry)) << form;
      expect_same(entry, form, of, vocabulary);
    }
    for (int i = 0; i < 300; ++i) {
      const std::string text = word(5);
      EXPECT_EQ(vocabulary.find(text, entry), forms.contains(text)) << text;
      std::vector<std::string> expected;
      for (auto at = forms.lower_bound(text); at != forms.end() && at->first.starts_with(text); ++at)
        expected.push_back(at->first);
      EXPECT_EQ(prefixed(vocabulary, text), expected) << text;
      EXPECT_EQ(forms_of(vocabulary, text), of_stem.contains(text) ? of_stem[text] : std::vector<std::string>{}) << text;
    }
    for (const auto& [stem, expected] : of_stem) EXPECT_EQ(forms_of(vocabulary, stem), expected) << stem;
  }
}

// Calls everything; an IndexError is an answer too, a crash or a reading out of bounds isn't.
bool everything_answers(const std::filesystem::path& path) {
  bool all = true;
  const auto call = [&](const auto& f) {
    try {
      f();
    } catch (const IndexError& error) {
      EXPECT_THAT(error.what(), HasSubstr(path.string()));
      all = false;
    }
  };
  call([&] {
    const Vocabulary vocabulary(path);
    FormEntry entry;
    for (const char* form : {"", "bank", "o'neill", "zzz"}) {
      call([&] { (void)vocabulary.find(form, entry); });
      call([&] { vocabulary.for_each_prefixed(form, [](const FormEntry&) { return true; }); });
      call([&] { vocabulary.for_each_form_of(form, [](const FormEntry&) {}); });
    }
    for (std::uint32_t stem = 0; stem < 7; ++stem) call([&] { (void)vocabulary.stem(std::min(stem, vocabulary.stems() - 1)); });
    call([&] { vocabulary.verify(); });
  });
  return all;
}

TEST_F(VocabularyTest, ADamagedFileAnswersOrIsAnErrorThatNamesIt) {
  write(small());
  EXPECT_TRUE(everything_answers(path()));
  int errors = 0;
  with_damaged_copies(path(), 1, [&] { errors += everything_answers(path()) ? 0 : 1; });
  EXPECT_GT(errors, 300);
}

TEST_F(VocabularyTest, VerifyFindsWhatDoesNotFitTogether) {
  struct Case {
    const char* what;
    std::vector<std::uint64_t> counts;
    std::string forms;
    std::vector<std::uint32_t> form_at;
    std::string stems;
    std::vector<std::uint32_t> stem_at;
  };
  const auto bytes = [](std::initializer_list<int> list) {
    std::string text;
    for (const int byte : list) text.push_back(static_cast<char>(byte));
    return text;
  };
  const std::string form = bytes({0, 1, 'a', 1, 1, 0, 1, 0}), stem = bytes({0, 1, 'a', 1, 0});
  const std::vector<Case> cases = {
      {"", {1, 1}, form, {0}, stem, {0}},
      {"out of order", {2, 1}, form + bytes({1, 0, 2, 1, 0, 0}), {0}, stem, {0}},
      {"same code", {2, 1}, form + bytes({1, 1, 'b', 1, 1, 0, 0}), {0}, stem, {0}},
      {"impossible code", {1, 1}, bytes({0, 1, 'a', 0, 1, 0, 1, 0}), {0}, stem, {0}},
      {"impossible code", {1, 1}, bytes({0, 1, 'a', 2, 1, 0, 1, 0}), {0}, stem, {0}},
      {"no known kind", {1, 1}, bytes({0, 1, 'a', 1, 1, 4, 1, 0}), {0}, stem, {0}},
      {"shares more", {1, 1}, bytes({1, 1, 'a', 1, 1, 0, 1, 0}), {0}, stem, {0}},
      {"runs over the end", {1, 1}, bytes({0, 9, 'a', 1, 1, 0, 1, 0}), {0}, stem, {0}},
      {"number is impossible", {1, 1}, bytes({0, 1, 'a', 255, 255, 255, 255, 127}), {0}, stem, {0}},
      {"impossible number of stems", {1, 1}, bytes({0, 1, 'a', 1, 1, 0, 100, 0}), {0}, stem, {0}},
      {"names a stem that isn't there", {1, 1}, bytes({0, 1, 'a', 1, 1, 0, 1, 1}), {0}, stem, {0}},
      {"block lies elsewhere", {1, 1}, form, {1}, stem, {0}},
      {"bytes follow", {1, 1}, form + "x", {0}, stem, {0}},
      {"names a form that isn't there", {1, 1}, form, {0}, bytes({0, 1, 'a', 1, 1}), {0}},
      {"have other forms", {1, 1}, form, {0}, bytes({0, 1, 'a', 0}), {0}},
      {"stems are out of order", {1, 2}, form, {0}, stem + bytes({1, 0, 0}), {0}},
      {"impossible number of entries", {std::uint64_t{1} << 40, 1}, form, {0}, stem, {0}},
  };
  for (const Case& c : cases) {
    std::filesystem::remove(path());
    SectionWriter writer(path(), kVocabularyKind, kVocabularyVersion);
    writer.begin("counts");
    writer.append_array(std::span<const std::uint64_t>(c.counts));
    writer.begin("forms");
    writer.append(c.forms);
    writer.begin("form_at");
    writer.append_array(std::span<const std::uint32_t>(c.form_at));
    writer.begin("stems");
    writer.append(c.stems);
    writer.begin("stem_at");
    writer.append_array(std::span<const std::uint32_t>(c.stem_at));
    writer.finish();
    std::string complaint;
    try {
      Vocabulary(path()).verify();
    } catch (const IndexError& error) {
      complaint = error.what();
    }
    EXPECT_THAT(complaint, HasSubstr(c.what));
    EXPECT_EQ(complaint.empty(), *c.what == '\0') << complaint;
    (void)everything_answers(path());
  }
}

}  // namespace
}  // namespace newshound
