"""embed_openapi.py IN.yaml OUT.cpp: the API's description as a C++ string of JSON, in pieces that every compiler takes."""
import json
import sys

import yaml

PIECE = 8000  # characters; string literals may be limited to 65,536

with open(sys.argv[1], encoding="utf-8") as source:
    text = json.dumps(yaml.safe_load(source), ensure_ascii=True, separators=(",", ":"), default=str)
assert ')openapi"' not in text
pieces = [text[i:i + PIECE] for i in range(0, len(text), PIECE)]
with open(sys.argv[2], "w", encoding="ascii") as out:
    out.write('#include "searchd/openapi_document.h"\n\n#include <string>\n\nnamespace newshound {\n\n')
    out.write("std::string_view openapi_document() {\n  static const std::string document =\n")
    out.write("\n".join(f'      std::string(R"openapi({piece})openapi")' + (" +" if i + 1 < len(pieces) else ";") for i, piece in enumerate(pieces)))
    out.write("\n  return document;\n}\n\n}  // namespace newshound\n")
