#!/usr/bin/env python3
"""How well the inferred topics of a labelled corpus meet its labels: precision, recall and F1 by topic, and their mean (macro F1).

Usage: measure.py --bin BUILD/bin [--labels TABLE] [--field NAME] [--half odd|even] [--rules FILE.toml] [--misses N] FILE...

FILE: JSON Lines, plain or .gz, whose articles bear a label in `topics` (or in the field that --field names). TABLE says which topic a
label stands for (label, tab, topic; beside this script: labels.tsv); articles without a label of the table are left out. The labels are
taken away, `newshound-indexer extract` infers, and two figures are printed: `first`, where an article's prediction is the first of its
inferred topics that the table knows, and `any`, where each of them is one. An article without such a topic is a miss in both.
--half measures every other article, so that rules can be tuned on one half and reported on the other. --misses prints articles that were
missed, with what was inferred instead.
"""

import argparse
import collections
import gzip
import json
import os
import subprocess
import sys
import tempfile


def labelled(paths, field, table, half):
    for path in paths:
        opened = gzip.open if path.endswith(".gz") else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if half is not None and number % 2 != (half == "odd"):
                    continue
                article = json.loads(line)
                given = article.get(field) or []
                topics = {table[label] for label in ([given] if isinstance(given, str) else given) if label in table}
                if len(topics) == 1:
                    yield article, topics.pop()


def inferred(programs, rules, articles):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, (article, _) in enumerate(articles):
            plain = {name: article[name] for name in ("title", "standfirst", "body", "language") if article.get(name)}
            file.write(json.dumps({**plain, "id": str(number)}, ensure_ascii=False) + "\n")
        file.flush()
        command = [os.path.join(programs, "newshound-indexer"), "extract", file.name] + (["--topics", rules] if rules else [])
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"measure.py: newshound-indexer ended with exit code {done.returncode}")
    found = {}
    for line in done.stdout.decode("utf-8").splitlines():
        article = json.loads(line)
        found[int(article["id"])] = article.get("topics", [])
    return [found.get(number, []) for number in range(len(articles))]


def print_table(name, truths, predictions, topics):
    print(f"\n{name:40} {'articles':>8} {'P':>6} {'R':>6} {'F1':>6}")
    scores = []
    for topic in topics:
        right = sum(topic == truth and topic in guess for truth, guess in zip(truths, predictions))
        guessed, there = sum(topic in guess for guess in predictions), truths.count(topic)
        precision, recall = right / guessed if guessed else 0.0, right / there
        scores.append(2 * precision * recall / (precision + recall) if right else 0.0)
        print(f"{topic:40} {there:8} {precision:6.3f} {recall:6.3f} {scores[-1]:6.3f}")
    print(f"{'macro F1':40} {len(truths):8} {'':6} {'':6} {sum(scores) / len(scores):6.3f}")


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--labels", default=os.path.join(here, "labels.tsv"))
    parser.add_argument("--field", default="topics")
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--rules")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("articles", nargs="+")
    options = parser.parse_args()
    with open(options.labels, encoding="utf-8") as file:
        table = dict(line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#"))
    articles = list(labelled(options.articles, options.field, table, options.half))
    if not articles:
        sys.exit("measure.py: no article bears a label of the table")
    all_topics = inferred(options.bin, options.rules, articles)
    truths = [truth for _, truth in articles]
    topics = sorted(set(truths))
    known = [[topic for topic in found if topic in topics] for found in all_topics]
    print_table("first", truths, [found[:1] for found in known], topics)
    print_table("any", truths, known, topics)
    none, other = sum(not found for found in all_topics), sum(bool(found) and not seen for found, seen in zip(all_topics, known))
    print(f"\n{none} articles have no topic, {other} only others; {sum(map(len, all_topics)) / len(articles):.2f} topics an article")
    instead = collections.Counter((truth, found[0] if found else "none") for truth, found in zip(truths, all_topics) if found[:1] != [truth])
    for (truth, found), count in instead.most_common(12):
        print(f"{count:6}  {truth} -> {found}")
    missed = [(article, truth, found) for (article, truth), found in zip(articles, all_topics) if truth not in found]
    for article, truth, found in missed[:options.misses]:
        print(f"\n{article.get('id', '')}: {truth} -> {found}\n  {article.get('title', '')}\n  {article.get('body', '')[:300]!r}")


if __name__ == "__main__":
    main()
