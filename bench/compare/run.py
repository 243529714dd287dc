#!/usr/bin/env python3
"""Newshound, Lucene 8, plain Xapian and SQLite FTS5 on the same corpus and the same queries, in one run.

  run.py --corpus ARTICLES.jsonl --bin build/bench/bin

Prints Markdown: index speed and size, CPU time of answers by kind of query and way of asking, two threads beside one, ratios to Newshound, and
how far the totals agree (exit code 1 if they don't). README.md says what a figure means.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import report
from engines import all_engines
from queries import Maker, read_sample

MODES = ("top10", "snippets", "page", "newest", "facets")
OWN_MODES = {"newshound": ("top10:plain", "page:plain", "top10:texts", "newest:texts")}
COLD_MODES = {"newshound": ("page:cold", "top10:cold")}  # measured behind all others: they leave caches empty
WARM_UP_SECONDS = {"lucene": 4.0}  # CPU, of each way of asking: its compiler is done after some thousand queries
MOST_SECONDS = 25.0                # of one engine in one way of asking: slow ones get fewer rounds


def text_bytes(corpus):
    articles = size = 0
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            articles += 1
            size += len((article.get("title") or "").encode()) + len((article.get("body") or "").encode())
    return articles, size


def folder_bytes(folder):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


def measure_index(engine, corpus, index, threads):
    """One build: seconds of wall and CPU, peak memory, bytes on disk."""
    shutil.rmtree(index, ignore_errors=True)
    begin = time.monotonic()
    process = subprocess.Popen(engine.index_command(corpus, index, threads), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{engine.name} could not index {corpus}")
    return {"engine": engine.name, "threads": threads, "wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime,
            "rss_mb": usage.ru_maxrss / 1024, "disk_bytes": folder_bytes(index)}


class Conversation:
    """An adapter that serves; see adapter.h."""

    def __init__(self, engine, index, queries):
        self.name = engine.name
        self.process = subprocess.Popen(engine.serve_command(index, queries), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        reply = self.process.stdout.readline()
        if not reply:
            raise SystemExit(f"{self.name} ended at \"{line}\"")
        return json.loads(reply)

    def memory_mb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as lines:
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon"))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def warm_modes(name):
    return MODES + OWN_MODES.get(name, ())


def cold_modes(name):
    return COLD_MODES.get(name, ())


def measure_answers(conversations, rounds, modes_of):
    """Each query's best CPU time by engine and mode. Engines take turns, so that a busy moment meets all of them."""
    best = {}
    for conversation in conversations:
        for mode in modes_of(conversation.name):
            warmed = sum(conversation.ask(f"pass {mode}")["us"])
            while warmed < WARM_UP_SECONDS.get(conversation.name, 0) * 1e6:
                warmed += sum(conversation.ask(f"pass {mode}")["us"])
    spent = {}
    for _ in range(rounds):
        for mode in dict.fromkeys(mode for c in conversations for mode in modes_of(c.name)):
            for conversation in conversations:
                key = (conversation.name, mode)
                if mode not in modes_of(conversation.name) or spent.get(key, 0) > MOST_SECONDS:
                    continue
                begin = time.monotonic()
                times = conversation.ask(f"pass {mode}")["us"]
                spent[key] = spent.get(key, 0) + time.monotonic() - begin
                best[key] = [min(a, b) for a, b in zip(best.get(key, times), times)]
    return best


def measure_load(conversations, rounds, seconds, modes=("top10", "page")):
    """Answers a second on one and on two threads, the best of the rounds, and CPU microseconds an answer in the same."""
    best = {}
    for _ in range(rounds):
        for mode in modes:
            for conversation in conversations:
                for threads in (1, 2):
                    reply = conversation.ask(f"load {mode} {threads} {seconds}")
                    rate = reply["answers"] / reply["wall_s"]
                    key = (conversation.name, mode, threads)
                    if rate > best.get(key, (0, 0))[0]:
                        best[key] = (rate, reply["cpu_s"] / max(1, reply["answers"]) * 1e6)
    return best


def index_all(engines, options, work):
    rows = []
    for repeat in range(options.index_repeats):
        for engine in engines:
            for threads in (count for count in engine.threads if str(count) in options.index_threads.split(",")):
                index = os.path.join(work, engine.name)
                if options.keep and os.path.isdir(index):
                    break
                rows.append(measure_index(engine, options.corpus, index, threads))
                print(f"indexed: {rows[-1]}", file=sys.stderr)
    best = {}
    for row in rows:
        key = (row["engine"], row["threads"])
        if key not in best or row["cpu_s"] < best[key]["cpu_s"]:
            best[key] = {**row, "wall_s": min(row["wall_s"], best.get(key, row)["wall_s"])}
    return list(best.values())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--corpus", required=True, help="articles, JSON Lines")
    arguments.add_argument("--bin", required=True, help="folder with newshound-indexer and the adapters, built with the preset bench")
    arguments.add_argument("--work", help="folder for indexes (default: a temporary one)")
    arguments.add_argument("--keep", action="store_true", help="use the indexes that lie in --work instead of making them anew")
    arguments.add_argument("--engines", default="newshound,lucene,xapian,sqlite")
    arguments.add_argument("--queries", type=int, default=500, help="how many are made of the corpus (default 500)")
    arguments.add_argument("--rounds", type=int, default=5, help="passes over all queries (default 5)")
    arguments.add_argument("--index-repeats", type=int, default=1)
    arguments.add_argument("--index-threads", default="1,2", help="numbers of threads to index with, for engines that can (default 1,2)")
    arguments.add_argument("--load-seconds", type=float, default=3.0, help="of each measurement on one and two threads; 0: none")
    arguments.add_argument("--json", help="all figures, to this file")
    options = arguments.parse_args()

    work = options.work or tempfile.mkdtemp(prefix="newshound-compare-")
    os.makedirs(work, exist_ok=True)
    wanted = [engine for engine in all_engines(options.bin) if engine.name in options.engines.split(",")]
    for engine in wanted:
        if engine.missing():
            print(f"left out: {engine.name}: {engine.missing()}", file=sys.stderr)
    engines = [engine for engine in wanted if not engine.missing()]
    for engine in engines:
        engine.prepare(work)

    articles, size = text_bytes(options.corpus)
    queries = Maker(read_sample(options.corpus), 1).queries(options.queries)
    queries_file = os.path.join(work, "queries.jsonl")
    with open(queries_file, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(query) + "\n" for query in queries)

    indexing = index_all(engines, options, work)
    conversations = [Conversation(engine, os.path.join(work, engine.name), queries_file) for engine in engines]
    totals = {c.name: c.ask("totals")["totals"] for c in conversations}
    answers = measure_answers(conversations, options.rounds, warm_modes)
    answers.update(measure_answers(conversations, options.rounds, cold_modes))
    memory = {c.name: c.memory_mb() for c in conversations}
    load = measure_load(conversations, 3, options.load_seconds) if options.load_seconds > 0 else {}
    for conversation in conversations:
        conversation.close()

    kinds = [query["kind"] for query in queries]
    disk = {engine.name: folder_bytes(os.path.join(work, engine.name)) for engine in engines}
    report.print_heading(options.corpus, articles, size, len(queries))
    report.print_indexing(indexing, size)
    report.print_disk(disk, memory, size)
    report.print_answers(answers, kinds)
    report.print_ratios(answers, kinds)
    report.print_load(load)
    agree = report.print_totals(totals, queries)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump({"corpus": os.path.basename(options.corpus), "articles": articles, "text_bytes": size, "kinds": kinds,
                       "indexing": indexing, "disk": disk, "memory_mb": memory, "totals": totals,
                       "answers_us": {" ".join(key): times for key, times in answers.items()},
                       "load": {" ".join(map(str, key)): value for key, value in load.items()}}, out)
    if options.work is None:
        shutil.rmtree(work)
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())
