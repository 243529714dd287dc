"""bad_days_test.py --bin DIR [--moments N]: what must hold when things go wrong.

Writers killed at random moments, during add, during merge and both at once: the index checks clean, every acknowledged article is there once,
a batch that was not acknowledged is there whole or not at all. A disk that fills up: an error, and the index as it was. Commits, merges and a
rebuild under queries: no failed request, and every total right for the generation that the answer names.
"""
import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request

ARGUMENTS = argparse.ArgumentParser()
ARGUMENTS.add_argument("--bin", required=True)
ARGUMENTS.add_argument("--moments", type=int, default=20, help="how often a writer is killed")
OPTIONS, REST = ARGUMENTS.parse_known_args()
INDEXER = os.path.join(OPTIONS.bin, "newshound-indexer")
SEARCHD = os.path.join(OPTIONS.bin, "newshound-searchd")
BATCH = 30


def article(number, word="grain"):
    return {"id": f"a{number}", "url": f"https://post.example/{number}", "title": f"{word.title()} ship {number} sails", "language": "en",
            "body": f"The vessel number {number} left the harbour with {word} and {number * 7} tonnes of coal.\n\nIt is bound for the north.",
            "outlet": f"Outlet {number % 5}", "published": f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}", "topics": ["Shipping"]}


def newest_generation(index):
    names = [re.fullmatch(r"catalog-(\d+)\.json", name) for name in os.listdir(index)]
    return max(int(name.group(1)) for name in names if name)


class Folder(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory(prefix="newshound-bad-days-")
        self.addCleanup(self.holder.cleanup)
        self.folder = self.holder.name
        self.index = os.path.join(self.folder, "index")

    def batch(self, name, numbers, word="grain"):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as out:
            for number in numbers:
                out.write(json.dumps(article(number, word)) + "\n")
        return path

    def run_indexer(self, *arguments, expect=0, **options):
        done = subprocess.run([INDEXER, *arguments], capture_output=True, text=True, timeout=120, check=False, **options)
        self.assertEqual(done.returncode, expect, f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def exported(self):
        lines = subprocess.run([INDEXER, "export", self.index], capture_output=True, text=True, timeout=120, check=True).stdout.splitlines()
        return [json.loads(line)["id"] for line in lines]


class KilledWriters(Folder):
    def test_nothing_acknowledged_is_lost(self):
        rng = random.Random(20251124)
        self.run_indexer("build", self.index, self.batch("first.jsonl", range(200)))
        acknowledged = set(range(200))
        next_number = 200
        for moment in range(OPTIONS.moments):
            numbers = list(range(next_number, next_number + BATCH))
            next_number += BATCH
            path = self.batch("batch.jsonl", numbers)
            writers = []
            add = None
            if moment % 3 != 1:
                add = subprocess.Popen([INDEXER, "add", self.index, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                writers.append(add)
            if moment % 3 != 0:
                writers.append(subprocess.Popen([INDEXER, "merge", self.index, "--all", "--wait", "30"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            time.sleep(rng.random() * 0.12)  # the moment
            for writer in rng.sample(writers, rng.randint(1, len(writers))):
                writer.kill()
            for writer in writers:
                writer.wait(timeout=120)
            if add is not None and add.returncode == 0:
                acknowledged.update(numbers)
            self.run_indexer("check", self.index)
            ids = self.exported()
            self.assertEqual(len(ids), len(set(ids)), "an article is there twice")
            there = {int(i[1:]) for i in ids}
            self.assertFalse(acknowledged - there, "an acknowledged article is gone")
            extra = there - acknowledged
            self.assertIn(len(extra), (0, BATCH), "half a batch is there")
            acknowledged |= extra  # committed, killed before it could say so
        self.run_indexer("merge", self.index, "--all")
        self.run_indexer("check", self.index)
        self.assertEqual({int(i[1:]) for i in self.exported()}, acknowledged)


class FullDisk(Folder):
    def test_the_index_is_as_it_was(self):
        self.run_indexer("build", self.index, self.batch("first.jsonl", range(50)))
        before = sorted(self.exported())
        path = self.batch("more.jsonl", range(50, 2000))

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))

        # The limit on a file's size stands for the full disk: a write fails in the midst of a segment. (SIGXFSZ stays ignored, as Python has it.)
        for command in ("add", "build"):
            told = self.run_indexer(command, self.index, path, expect=2, preexec_fn=limit, restore_signals=False)
            self.assertRegex(told, r"as it was|free space")
            self.assertEqual(sorted(self.exported()), before)
            self.run_indexer("check", self.index)
        self.run_indexer("add", self.index, path)
        self.assertEqual(len(self.exported()), 2000)


class BrokenInputs(Folder):
    def test_an_input_that_breaks_off_costs_nothing(self):
        path = self.batch("first.jsonl", range(10))
        self.run_indexer("build", self.index, path)
        self.assertIn("--allow-empty", self.run_indexer("build", self.index, "-", expect=2, stdin=subprocess.DEVNULL))
        self.assertEqual(len(self.exported()), 10)
        self.run_indexer("build", self.index, "-", "--allow-empty", stdin=subprocess.DEVNULL)
        self.assertEqual(self.exported(), [])

    def test_rejects_never_overwrites_an_input(self):
        path = self.batch("first.jsonl", range(10))
        self.assertIn("is an input", self.run_indexer("build", self.index, path, "--rejects", path, expect=2))
        self.run_indexer("build", self.index, path)
        self.assertEqual(len(self.exported()), 10)


class CommitsUnderQueries(Folder):
    def totals_by_generation(self, address, stop, seen, failures):
        while not stop.is_set():
            try:
                with urllib.request.urlopen(f"{address}/v1/search?q=grain&facets=outlet&limit=3", timeout=30) as response:
                    answer = json.load(response)
            except OSError as error:
                failures.append(repr(error))
                continue
            outlet = answer["facets"]["outlet"]
            in_facet = sum(bucket["count"] for bucket in outlet["buckets"]) + outlet["other"] + outlet["missing"]
            seen.append((answer["index"]["generation"], answer["total"]["value"], in_facet))

    def change_the_index(self):
        """30 commits, two merges and a rebuild; the number of articles with the word, by generation."""
        expected = {newest_generation(self.index): 20}
        number = 20
        for commit in range(30):
            if commit % 5 == 4:
                self.run_indexer("delete", self.index, "--id", f"a{number - 1}", "--id", f"a{number - 2}")
                expected[newest_generation(self.index)] = expected[max(expected)] - 2
            else:
                self.run_indexer("add", "--no-merge", self.index, self.batch("batch.jsonl", range(number, number + 4)))
                number += 4
                expected[newest_generation(self.index)] = expected[max(expected)] + 4
            if commit in (10, 20):
                self.run_indexer("merge", self.index, "--all")
                expected[newest_generation(self.index)] = expected[max(expected)]
        self.run_indexer("build", self.index, self.batch("anew.jsonl", range(7)))
        expected[newest_generation(self.index)] = 7
        return expected

    def test_every_total_is_that_of_its_generation(self):
        self.run_indexer("build", self.index, self.batch("first.jsonl", range(20)))
        server = subprocess.Popen([SEARCHD, "--index", self.index, "--listen", "127.0.0.1:0", "--log-level", "error"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.wait, 30)
        self.addCleanup(server.terminate)
        self.addCleanup(server.stdout.close)
        address = server.stdout.readline().split()[-1]
        stop, seen, failures = threading.Event(), [], []
        askers = [threading.Thread(target=self.totals_by_generation, args=(address, stop, seen, failures)) for _ in range(3)]
        for asker in askers:
            asker.start()
        try:
            expected = self.change_the_index()
            last = max(expected)
            deadline = time.monotonic() + 30
            while not any(generation == last for generation, _, _ in seen[-50:]) and time.monotonic() < deadline:
                time.sleep(0.05)  # polls for the last generation to be served
        finally:
            stop.set()
            for asker in askers:
                asker.join()
        self.assertEqual(failures, [])
        self.assertIn(last, {generation for generation, _, _ in seen}, "the last generation was never served")
        self.assertGreater(len({generation for generation, _, _ in seen}), 3)
        for generation, total, in_facet in seen:
            self.assertEqual(total, expected[generation], f"generation {generation}")
            self.assertEqual(in_facet, total, f"generation {generation}")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *REST])
