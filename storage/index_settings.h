// What an index has beside its articles: INDEX/settings-NNNNNN/, NNNNNN being the generation of the build that wrote it.
// `stem-exceptions` is the file of `build --stem-exceptions` byte for byte; `boilerplate` holds the paragraphs that the pages of
// an outlet repeat (its format: indexer/boilerplate.h; here it is only bytes). Written once, named by catalogs with size and
// XXH3-64, unlinked when no catalog names them (storage/writer_lock.h). Pure functions over paths; any thread, write_settings()
// by the holder of the writer lock.
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
// Writes the text of `exceptions` and `boilerplate` for that generation, fsyncs files and folders, and names them in `catalog`;
// replaces what a killed writer left there. The built-in list and an empty text have no file; if neither has one, no folder is
// made. Throws IndexError(kIo).
void write_settings(const std::filesystem::path& index, const StemExceptions& exceptions, std::string_view boilerplate,
                    Catalog& catalog);
// The exceptions that the terms of this catalog's segments were made with: the built-in list if it names no file. Compares the
// whole file with its sum, since a changed line would mean wrong answers. Throws IndexError: kMissing, kDamaged.
[[nodiscard]] StemExceptions read_stem_exceptions(const std::filesystem::path& index, const Catalog& catalog);
// The file of boilerplate that this catalog names; empty if it names none. Throws as read_stem_exceptions() does.
[[nodiscard]] std::string read_boilerplate(const std::filesystem::path& index, const Catalog& catalog);

}  // namespace newshound
