#!/usr/bin/env python3
"""Holds schemas/article.schema.json to the indexer: what it writes of the sample (extract) fits the schema, both name the same members, and
what the schema refuses is rejected or dropped with a warning.  Usage: article_schema_test.py INDEXER SOURCE_FOLDER"""
import gzip
import json
import pathlib
import subprocess
import sys

import jsonschema

REFUSED = [  # each also makes the indexer say something
    {},
    {"title": "", "body": None},
    {"title": "   "},
    {"title": 5},
    {"title": "T", "topics": [1]},
    {"title": "T", "topics": [f"t{i}" for i in range(256)]},
    {"title": "T", "outlet": "o" * 1025},
    {"title": "T", "published": "yesterday"},
    {"title": "T", "status": "spiked"},
    {"title": "T", "url": "javascript:alert(1)"},
    {"title": "T", "is_free": "no"},
    {"title": "T", "topics_inferred": "no"},
    {"title": "T", "id": "x" * 513},
    {"title": "t" * 4097},
]
FULL = {
    "id": "1", "url": "https://x.example/a", "canonical_url": "https://x.example/", "title": "T", "standfirst": "S", "body": "B",
    "authors": ["A"], "outlet": "O", "section": "S", "topics": ["x"], "places": ["p"], "language": "en", "published": "2025-07-01",
    "modified": "2025-07-02T01:02:03Z", "embargoed_until": "2025-07-01", "expires": "2030-01-01", "status": "withheld",
    "image": "https://x.example/i.jpg", "correction": "c", "wire_credit": "w", "is_free": True,
    "topics_inferred": True,  # kept where nothing is inferred
}


def extract(indexer, articles, *options):
    """The articles that come out, and whether the indexer said anything."""
    lines = "".join(json.dumps(article) + "\n" for article in articles)
    run = subprocess.run([indexer, "extract", "-", *options], input=lines, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 3), run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()], run.stderr != ""


def sample(folder):
    for path in sorted(folder.glob("*.jsonl*")):
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)


def main():
    indexer, source = sys.argv[1], pathlib.Path(sys.argv[2])
    schema = json.loads((source / "schemas" / "article.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    written, _ = extract(indexer, [FULL], "--no-infer")
    assert written == [FULL], written
    missing = set(schema["properties"]) - set(FULL) - {"body_html"}
    assert not missing, f"in the schema, but not written by the indexer: {missing}"
    unknown = set(FULL) - set(schema["properties"])
    assert not unknown, f"written by the indexer, but not in the schema: {unknown}"

    articles = list(sample(source / "corpus" / "sample"))
    written, _ = extract(indexer, articles)
    assert len(written) >= 150, len(written)
    for article in written:
        validator.validate(article)

    for article in REFUSED:
        assert not validator.is_valid(article), f"the schema takes {str(article)[:80]}"
        _, said = extract(indexer, [article])
        assert said, f"the indexer takes {str(article)[:80]} without a word"
    print(f"{len(written)} articles fit the schema, {len(REFUSED)} don't")


if __name__ == "__main__":
    main()
