#!/usr/bin/env python3
"""The comparison runs, at its smallest, with the engines that were built (Lucene is left to people), and its answers agree.

Usage: once_test.py BIN
"""
import json
import os
import subprocess
import sys
import tempfile

from queries import SHARES

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    folder = sys.argv[1]
    with tempfile.TemporaryDirectory() as work:
        corpus, figures = os.path.join(work, "articles.jsonl"), os.path.join(work, "figures.json")
        with open(corpus, "wb") as out:
            subprocess.run([os.path.join(folder, "newshound-corpus-generate"), "--articles", "600"], stdout=out, check=True)
        run = subprocess.run([sys.executable, os.path.join(HERE, "run.py"), "--corpus", corpus, "--bin", folder, "--engines",
                              "newshound,xapian,sqlite", "--queries", "60", "--rounds", "1", "--load-seconds", "0.05", "--json", figures],
                             stdout=subprocess.PIPE, text=True, check=True)
        with open(figures, encoding="utf-8") as lines:
            measured = json.load(lines)
    assert {"newshound", "xapian"} <= set(measured["totals"]), measured["totals"].keys()
    assert set(measured["kinds"]) == {kind for kind, _ in SHARES}, measured["kinds"]
    assert all(len(times) == len(measured["kinds"]) and min(times) > 0 for times in measured["answers_us"].values())
    assert any(total > 0 for total in measured["totals"]["newshound"])
    assert "newshound page:cold" in measured["answers_us"] and "load" in measured
    for heading in ("indexing, everything fsynced", "times the text", "times as long as Newshound", "totals beside ours"):
        assert heading in run.stdout, heading
    print(run.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
