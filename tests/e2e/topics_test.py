#!/usr/bin/env python3
"""Topics that are inferred where an article names none: by extract, build and add alike, marked in what extract, export, the query tool
and the daemon's format give, kept through export and build, off with --no-infer, by other rules with --topics.

tests/golden/topics.tsv has what is inferred for the articles of corpus/sample once their own topics are taken away; UPDATE_GOLDEN=1
rewrites it.
"""

import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile

RULES = """[settings]
threshold = 5
[topics."Harbours".en]
8 = "quay, harbour"
"""
ARTICLES = [
    {"id": "given", "title": "The striker scored in the cup final", "body": "The goalkeeper and the coach.", "topics": ["Town"], "language": "en"},
    {"id": "sport", "title": "Striker scores twice in cup final", "body": "The midfielder was sent off, the coach praised his team.", "language": "en"},
    {"id": "quay", "title": "The quay", "body": "There is a harbour.", "language": "en"},
    {"id": "none", "title": "Nothing", "body": "There is nothing to be said of it.", "language": "en"},
]


class Failure(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failure(what)


class Programs:
    def __init__(self, folder):
        self.folder = folder

    def run(self, program, *arguments, code=0, text=None):
        done = subprocess.run([os.path.join(self.folder, program), *arguments], input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False, encoding="utf-8")
        check(done.returncode == code, f"{program} {' '.join(arguments)}: exit code {done.returncode}, not {code}\n{done.stderr}")
        return done.stdout if code == 0 else done.stderr

    def articles(self, *arguments, text=None):
        lines = self.run("newshound-indexer", *arguments, text=text).splitlines()
        return {article["id"]: article for article in map(json.loads, lines)}


def topics(articles):
    return {name: (article.get("topics", []), article.get("topics_inferred", False)) for name, article in articles.items()}


EXPECTED = {"given": (["Town"], False), "sport": (["sport"], True), "quay": ([], False), "none": ([], False)}
WITHOUT = {"given": (["Town"], False), "sport": ([], False), "quay": ([], False), "none": ([], False)}
OWN = {"given": (["Town"], False), "sport": ([], False), "quay": (["Harbours"], True), "none": ([], False)}


def inference(programs, folder):
    file, index, copy = (os.path.join(folder, name) for name in ("articles.jsonl", "a.index", "b.index"))
    with open(file, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(article) + "\n" for article in ARTICLES)
    rules = os.path.join(folder, "own.toml")
    with open(rules, "w", encoding="utf-8") as out:
        out.write(RULES)
    check(topics(programs.articles("extract", file)) == EXPECTED, "extract")
    check(topics(programs.articles("extract", file, "--no-infer")) == WITHOUT, "extract --no-infer")
    check(topics(programs.articles("extract", file, "--topics", rules)) == OWN, "extract --topics")

    programs.run("newshound-indexer", "build", index, file)
    exported = programs.run("newshound-indexer", "export", index)
    check(topics(programs.articles("export", index)) == EXPECTED, "build, then export")
    check("0 new, 0 updated, 4 unchanged" in programs.run("newshound-indexer", "add", index, file), "add of the same articles changes nothing")
    check("0 new, 0 updated, 4 unchanged" in programs.run("newshound-indexer", "add", index, "-", text=exported), "nor does add of their export")
    for option in ((), ("--no-infer",)):  # what was inferred before stays, and stays marked
        programs.run("newshound-indexer", "build", copy, "-", *option, text=exported)
        check(programs.run("newshound-indexer", "export", copy) == exported, f"export, build {option}, export")
    programs.run("newshound-indexer", "build", copy, "-", "--topics", rules, text=exported)
    check(topics(programs.articles("export", copy)) == OWN, "other rules infer anew")
    check("0 new, 2 updated, 2 unchanged" in programs.run("newshound-indexer", "add", index, file, "--topics", rules), "add by other rules")

    facets = json.loads(programs.run("newshound", "facets", "--index", copy, "--facets", "topic", "--format", "json", ""))
    buckets = {bucket["value"]: bucket["count"] for bucket in facets["facets"]["topic"]["buckets"]}
    check(buckets == {"Town": 1, "Harbours": 1}, f"facets count inferred topics: {buckets}")
    answer = json.loads(programs.run("newshound", "search", "--index", copy, "--format", "json", "topic:harbours"))
    check([hit["id"] for hit in answer["hits"]] == ["quay"] and answer["hits"][0]["topics_inferred"] is True, "an inferred topic is found and marked")
    answer = json.loads(programs.run("newshound", "search", "--index", copy, "--format", "json", "topic:town"))
    check("topics_inferred" not in answer["hits"][0], "a given one isn't marked")


def mistakes(programs, folder):
    rules = os.path.join(folder, "bad.toml")
    with open(rules, "w", encoding="utf-8") as out:
        out.write("[topics.sport.en]\n5 = \"\"\"\ngoal\none two three four five\n\"\"\"\n")
    said = programs.run("newshound-indexer", "extract", "-", "--topics", rules, code=2, text="")
    check(f"{rules}:4: " in said and "is a comma missing?" in said, f"a bad term is named with its line: {said}")
    said = programs.run("newshound-indexer", "build", os.path.join(folder, "no.index"), "-", "--topics", rules, code=2, text="{}")
    check(not os.path.exists(os.path.join(folder, "no.index", "lock")), f"bad rules are found before anything is written: {said}")
    programs.run("newshound-indexer", "extract", "-", "--topics", os.path.join(folder, "missing.toml"), code=2, text="")
    programs.run("newshound-indexer", "extract", "-", "--topics", rules, "--no-infer", code=2, text="")


def golden(programs, source):
    lines = []
    for path in sorted(glob.glob(os.path.join(source, "corpus", "sample", "*.jsonl"))):
        with open(path, encoding="utf-8") as file:
            articles = [json.loads(line) for line in file]
        for article in articles:
            article.pop("topics", None)
        found = programs.articles("extract", "-", text="".join(json.dumps(article) + "\n" for article in articles))
        lines += [f"{name}\t{'; '.join(article.get('topics', []))}\t{article.get('title', '')}\n" for name, article in found.items()]
    path = os.path.join(source, "tests", "golden", "topics.tsv")
    if os.environ.get("UPDATE_GOLDEN"):
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(lines)
    with open(path, encoding="utf-8") as file:
        expected = file.readlines()
    different = [f"- {a}+ {b}" for a, b in zip(expected, lines) if a != b]
    check(lines == expected, f"{path}: {len(different)} lines differ (UPDATE_GOLDEN=1 rewrites them):\n{''.join(different[:10])}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--source", required=True)
    options = parser.parse_args()
    programs = Programs(options.bin)
    try:
        with tempfile.TemporaryDirectory(prefix="newshound-topics-") as folder:
            inference(programs, folder)
            mistakes(programs, folder)
        golden(programs, options.source)
    except Failure as failure:
        print(f"topics_test: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
