"""embed_text.py IN OUT.cpp HEADER FUNCTION: a text file as a C++ string that newshound::FUNCTION() of HEADER gives, in pieces that every
compiler takes."""
import pathlib
import sys

PIECE = 8000  # bytes; string literals may be limited to 65,536


def main():
    source, target, header, function = sys.argv[1:5]
    text = pathlib.Path(source).read_text(encoding="utf-8")
    assert ')embedded"' not in text
    pieces = [text[i:i + PIECE] for i in range(0, len(text), PIECE)]
    with open(target, "w", encoding="utf-8") as out:
        out.write(f'#include "{header}"\n\n#include <string>\n\nnamespace newshound {{\n\n')
        out.write(f"std::string_view {function}() {{\n  static const std::string text =\n")
        out.write("\n".join(f'      std::string(R"embedded({piece})embedded")' + (" +" if i + 1 < len(pieces) else ";") for i, piece in enumerate(pieces)))
        out.write("\n  return text;\n}\n\n}  // namespace newshound\n")


if __name__ == "__main__":
    main()
