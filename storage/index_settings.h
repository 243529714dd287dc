// What an operator gave an index beside its articles: INDEX/settings-NNNNNN/stem-exceptions, the file of `build
// --stem-exceptions` byte for byte, NNNNNN being the generation that wrote it. Written once, named by catalogs with size and
// XXH3-64, unlinked when no catalog names it (storage/writer_lock.h). Pure functions over paths; any thread, write_settings() by
// the holder of the writer lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/stem_exceptions.h"
#include "storage/catalog.h"

namespace newshound {

// "settings-000041".
[[nodiscard]] std::string settings_name(std::uint64_t generation);
// Whether a name is one of settings_name().
[[nodiscard]] bool is_settings_name(std::string_view name);
// Writes the text of `exceptions` for that generation and fsyncs file and folders; replaces what a killed writer left there.
// What it returns is for Catalog::stem_exceptions; nothing, and nothing is written, for the built-in list. Throws
// IndexError(kIo).
[[nodiscard]] std::optional<FileSum> write_settings(const std::filesystem::path& index, std::uint64_t generation,
                                                    const StemExceptions& exceptions);
// The exceptions that the terms of this catalog's segments were made with: the built-in list if it names no file. Compares the
// whole file with its sum, since a changed line would mean wrong answers. Throws IndexError: kMissing, kDamaged.
[[nodiscard]] StemExceptions read_stem_exceptions(const std::filesystem::path& index, const Catalog& catalog);

}  // namespace newshound
