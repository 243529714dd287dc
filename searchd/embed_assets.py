"""embed_assets.py FOLDER OUT.cpp NAME…: the files of the pages as C++ strings, in pieces that every compiler takes."""
import hashlib
import pathlib
import sys

PIECE = 4000  # characters; string literals may be limited to 65,536


def literal(text):
    """`text` as adjacent string literals. Escapes are octal: three digits end by themselves, unlike hexadecimal ones."""
    plain = {"\n": "\\n", "\\": "\\\\", '"': '\\"', "?": "\\?"}
    pieces = []
    for start in range(0, len(text), PIECE):
        out = ""
        for byte in text[start:start + PIECE].encode("utf-8"):
            char = chr(byte)
            out += plain.get(char) or (char if 32 <= byte < 127 else f"\\{byte:03o}")
        pieces.append(f'"{out}"')
    return "\n       ".join(pieces) or '""'


def main():
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    lines = ['#include "searchd/page_assets.h"', "", "namespace newshound {", "namespace {", "", "using std::string_view_literals::operator\"\"sv;", "",
             "constexpr EmbeddedAsset kAssets[] = {"]
    for name in sorted(sys.argv[3:]):
        content = (folder / name).read_bytes()
        version = hashlib.sha256(content).hexdigest()[:8]
        lines.append(f'    {{"{name}",\n       {literal(content.decode("utf-8"))}sv,\n       "{version}"}},')
    lines += ["};", "", "}  // namespace", "", "std::span<const EmbeddedAsset> embedded_assets() { return kAssets; }", "",
              "}  // namespace newshound", ""]
    out.write_text("\n".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
