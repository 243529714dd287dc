#!/usr/bin/env python3
"""What docs/query-syntax.md says of queries is so: every query in its tables is tried.

The first table's queries, and the dates of theirs, are read without a complaint; the table of NEAR and ADJ finds and doesn't find the
texts that it names; the table of repairs reads each query as it says, with that note; and strict reading refuses those.

Usage: syntax_doc_test.py --bin BIN --source SOURCE
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile


def tables(text):
    """By header cells: the rows of each table, as lists of cells."""
    found, rows = {}, None
    for line in text.splitlines():
        if not line.startswith("|"):
            rows = None
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if rows is None:
            rows = found.setdefault(tuple(cells), [])
        elif not set(line) <= set("|- "):
            rows.append(cells)
    return found


def code(cell):
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


class Checker:
    def __init__(self, programs, folder):
        self.programs = programs
        self.index = os.path.join(folder, "index")
        self.failures = []
        self.checked = 0

    def build(self, articles):
        lines = "\n".join(json.dumps(article) for article in articles)
        subprocess.run([os.path.join(self.programs, "newshound-indexer"), "build", self.index, "-"], input=lines.encode(), check=True,
                       capture_output=True)

    def search(self, query, *options):
        command = [os.path.join(self.programs, "newshound"), "search", "--index", self.index, "--format", "json", "--relax", "0",
                   "--limit", "100", *options, "--", query]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def answer(self, query):
        return json.loads(self.search(query).stdout)

    def expect(self, truth, message):
        self.checked += 1
        if not truth:
            self.failures.append(message)


def check_readable(checker, rows, wrap):
    for row in rows:
        for query in code(row[0]):
            if re.search(r"\b[DAB]\b", query):  # a pattern, such as after:D
                query = re.sub(r"\b[DAB]\b", "2025-07", query)
            notes = checker.answer(wrap(query))["query"]["notes"]
            checker.expect(not notes, f"{query}: is not read as written: {notes}")


def check_finds(checker, rows, texts):
    for row in rows:
        for query in code(row[0]):
            found = {hit["title"] for hit in checker.answer(query)["hits"]}
            for column, wanted in ((1, True), (2, False)):
                for text in row[column].split(";"):
                    checker.expect((text.strip() in found) == wanted, f"{query}: {text.strip()} in {sorted(found)} should be {wanted}")
    checker.expect(len(texts) > 5, "the table of texts is gone")


def check_repairs(checker, rows):
    for row in rows:
        query = code(row[0])[0]
        answer = checker.answer(query)["query"]
        parsed = code(row[1])
        if parsed:
            checker.expect(answer["parsed"] == parsed[0], f"{query}: read as {answer['parsed']}, not as {parsed[0]}")
        checker.expect(row[2] in " | ".join(answer["notes"]), f"{query}: notes {answer['notes']}, not: {row[2]}")
        strict = checker.search(query, "--strict")
        checker.expect(strict.returncode == 2 and "^" in strict.stderr, f"{query}: strict reading says {strict.stderr!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--source", required=True)
    options = parser.parse_args()
    with open(os.path.join(options.source, "docs", "query-syntax.md"), encoding="utf-8") as file:
        found = tables(file.read())
    near = found[("query", "finds", "doesn't find")]
    texts = sorted({text.strip() for row in near for cell in row[1:] for text in cell.split(";")})
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(options.bin, folder)
        checker.build([{"id": str(number), "title": text, "language": "en"} for number, text in enumerate(texts)])
        check_readable(checker, found[("write", "to find articles with")], lambda query: query)
        check_readable(checker, found[("write", "means")], lambda query: query if ":" in query.split("T")[0] else f"date:{query}")
        check_finds(checker, near, texts)
        check_repairs(checker, found[("query", "is read as", "note")])
    for failure in checker.failures:
        print(failure)
    print(f"{checker.checked} statements checked, {len(checker.failures)} wrong")
    return 1 if checker.failures or checker.checked < 60 else 0


if __name__ == "__main__":
    sys.exit(main())
