"""embed_openapi.py IN.yaml OUT.cpp: the API's description as a C++ string of JSON, in pieces that every compiler takes.

A component schema that refers to a file beside IN.yaml is replaced by that JSON Schema, with its inner references made those of the document.
"""
import json
import pathlib
import sys

import yaml

PIECE = 8000  # characters; string literals may be limited to 65,536


def with_references(schema, place):
    """The schema with "#/$defs/x" turned into PLACE/$defs/x, without what only a file of its own needs."""
    if isinstance(schema, list):
        return [with_references(item, place) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: with_references(value, place) for key, value in schema.items() if key not in ("$schema", "$id")}
    if isinstance(inner.get("$ref"), str) and inner["$ref"].startswith("#/"):
        inner["$ref"] = place + inner["$ref"][1:]
    return inner


def embedded(path):
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        file = schema.get("$ref", "#")
        if not file.startswith("#"):
            schemas[name] = with_references(json.loads((path.parent / file).read_text(encoding="utf-8")), f"#/components/schemas/{name}")
    return document


def main():
    text = json.dumps(embedded(pathlib.Path(sys.argv[1])), ensure_ascii=True, separators=(",", ":"))
    assert ')openapi"' not in text
    pieces = [text[i:i + PIECE] for i in range(0, len(text), PIECE)]
    with open(sys.argv[2], "w", encoding="ascii") as out:
        out.write('#include "searchd/openapi_document.h"\n\n#include <string>\n\nnamespace newshound {\n\n')
        out.write("std::string_view openapi_document() {\n  static const std::string document =\n")
        out.write("\n".join(f'      std::string(R"openapi({piece})openapi")' + (" +" if i + 1 < len(pieces) else ";") for i, piece in enumerate(pieces)))
        out.write("\n  return document;\n}\n\n}  // namespace newshound\n")


if __name__ == "__main__":
    main()
