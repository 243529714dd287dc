// Any bytes as the sections of a vocabulary: each call answers or throws an IndexError. The input: number of forms, number of
// stems, half the length of "forms"; then "form_at" and "stem_at" with one byte a block, "forms", and the rest is "stems".
#include <algorithm>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "storage/index_error.h"
#include "storage/vocabulary.h"
#include "storage/vocabulary_format.h"

namespace {

struct Input {
  const std::uint8_t* data;
  std::size_t size;
  std::vector<std::uint8_t> take(std::size_t count) {
    count = std::min(count, size);
    const std::vector<std::uint8_t> taken(data, data + count);
    data += count;
    size -= count;
    return taken;
  }
};

template <class F>
void call(F f) {
  try {
    f();
  } catch (const newshound::IndexError&) {}
}

template <class T>
void write(newshound::SectionWriter& writer, const char* name, const std::vector<T>& values) {
  writer.begin(name);
  writer.append_array(std::span<const T>(values));
}

void write_file(const std::string& path, Input input) {
  const auto head = input.take(3);
  if (head.size() < 3) return;
  const auto offsets = [&](std::size_t entries) {
    const auto bytes = input.take((entries + newshound::kVocabularyBlock - 1) / newshound::kVocabularyBlock);
    return std::vector<std::uint32_t>(bytes.begin(), bytes.end());
  };
  newshound::SectionWriter writer(path, newshound::kVocabularyKind, newshound::kVocabularyVersion);
  write(writer, "counts", std::vector<std::uint64_t>{head[0], head[1]});
  write(writer, "form_at", offsets(head[0]));
  write(writer, "stem_at", offsets(head[1]));
  write(writer, "forms", input.take(head[2] * 2u));
  write(writer, "stems", input.take(input.size));
  writer.finish();
}

void ask_everything(const std::string& path) {
  const newshound::Vocabulary vocabulary(path);
  std::vector<std::string> texts{"", "a", "\xFF"};
  call([&] {
    vocabulary.for_each_prefixed("", [&](const auto& entry) {
      texts.push_back(entry.form);
      return texts.size() < 32;
    });
  });
  for (std::uint32_t stem = 0; stem < vocabulary.stems(); ++stem) call([&] { texts.push_back(vocabulary.stem(stem)); });
  for (const std::string& text : texts) {
    newshound::FormEntry entry;
    call([&] { (void)vocabulary.find(text, entry); });
    call([&] { (void)vocabulary.forms_of(text); });
    call([&] { vocabulary.for_each_form_of(text, [](const auto&) {}); });
  }
  vocabulary.verify();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int descriptor = ::memfd_create("vocabulary", 0);  // a file in memory: no disk for millions of them
  if (descriptor < 0) return 0;
  const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
  call([&] {
    write_file(path, {data, size});
    ask_everything(path);
  });
  ::close(descriptor);
  return 0;
}
