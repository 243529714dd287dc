#!/usr/bin/env python3
"""Mixed load from many connections while the indexer commits every second and swaps the whole index twice.

Nothing may fail, every total must be the one of the generation that the answer names, and the daemon's anonymous memory must not grow
once its caches are full. Ends by itself; prints what it saw, exits with 1 if something was wrong.

Usage: soak.py --bin BIN [--seconds 600] [--connections 200]
"""
import argparse
import asyncio
import bisect
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

WORDS = ["rail", "strike", "budget", "flood", "harbour", "election", "bank", "storm", "football", "energy", "police", "school"]
TARGETS = ["/v1/search?q=soakmark&limit=0", "/v1/search?q={0}", "/v1/search?q={0}+{1}&facets=outlet,topic", "/v1/search?q=%22{0}+{1}%22",
           "/v1/search?q={0}+OR+{1}&sort=newest&histogram=month", "/v1/suggest?q={0}", "/v1/timeline?q={0}", "/v1/articles/base-{2}",
           "/search?q={0}", "/v1/search?q={0}*&sort=oldest&limit=20"]


def article(name, marked, number):
    pick = random.Random(f"{name}{number}")
    return {"id": f"{name}-{number}", "title": " ".join(pick.choices(WORDS, k=5)), "outlet": pick.choice(["Post", "Star", "Kurier"]),
            "body": " ".join(pick.choices(WORDS, k=80)) + (" soakmark" if marked else ""), "topics": [pick.choice(WORDS)],
            "published": f"2025-{1 + number % 12:02}-{1 + number % 28:02}", "language": "en"}


class Soak:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.index = os.path.join(folder, "index")
        self.expected = {}  # generation -> articles with the mark
        self.seen = []  # (generation, total)
        self.requests, self.failures, self.commits = 0, [], 0
        self.memory = []
        self.end = time.monotonic() + options.seconds

    def write(self, command, articles, marked):
        path = os.path.join(self.folder, "articles.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in articles)
        done = subprocess.run([os.path.join(self.options.bin, "newshound-indexer"), command, self.index, path], capture_output=True, text=True,
                              check=True)
        self.expected[int(re.search(r"generation (\d+)", done.stdout).group(1))] = marked
        self.commits += 1

    async def commit(self):
        marked, number = self.base_marks, 0
        swaps = [time.monotonic() + self.options.seconds * part for part in (1 / 3, 2 / 3)]
        while time.monotonic() < self.end - 2:
            started = time.monotonic()
            if swaps and started > swaps[0]:
                swaps.pop(0)
                marked = self.base_marks
                await asyncio.to_thread(self.write, "build", self.base, marked)
            else:
                number += 1
                marked += 3
                await asyncio.to_thread(self.write, "add", [article(f"new{number}", n < 3, n) for n in range(10)], marked)
            await asyncio.sleep(max(0, 1 - (time.monotonic() - started)))

    async def client(self, port, seed):
        pick = random.Random(seed)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < self.end:
            target = pick.choice(TARGETS).format(pick.choice(WORDS), pick.choice(WORDS), pick.randrange(2000))
            writer.write(f"GET {target} HTTP/1.1\r\nHost: soak\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            body = await reader.readexactly(int(re.search(r"(?i)content-length: (\d+)", head).group(1)))
            self.requests += 1
            status = int(head[9:12])
            if status != 200:
                self.failures.append((target, status, body[:200]))
            elif target == TARGETS[0]:
                answer = json.loads(body)
                self.seen.append((answer["index"]["generation"], answer["total"]["value"]))
            await asyncio.sleep(pick.random() * 0.2)  # people think between two searches
        writer.close()

    async def watch(self, pid):
        while time.monotonic() < self.end:
            with open(f"/proc/{pid}/status", encoding="ascii") as file:
                self.memory.append(int(re.search(r"RssAnon:\s+(\d+)", file.read()).group(1)))
            await asyncio.sleep(1)

    async def run(self):
        self.base = [article("base", n % 10 == 0, n) for n in range(2000)]
        self.base_marks = 200
        self.write("build", self.base, self.base_marks)
        daemon = subprocess.Popen([os.path.join(self.options.bin, "newshound-searchd"), "--index", self.index, "--listen", "127.0.0.1:0",
                                   "--queue", "1000", "--log-level", "warn"], stdout=subprocess.PIPE, text=True)
        try:
            port = int(daemon.stdout.readline().rsplit(":", 1)[1])
            tasks = [self.commit(), self.watch(daemon.pid)] + [self.client(port, n) for n in range(self.options.connections)]
            results = await asyncio.gather(*tasks, return_exceptions=True)
            self.failures += [repr(result) for result in results if isinstance(result, BaseException)]
        finally:
            daemon.terminate()
            code = daemon.wait(30)
            daemon.stdout.close()
        if code != 0:
            self.failures.append(f"the daemon ended with {code}")

    def report(self):
        # A generation that no command printed is that of a merge behind the commit before it: the same articles.
        known = sorted(self.expected)
        wrong = [(generation, total) for generation, total in self.seen
                 if self.expected[known[bisect.bisect_right(known, generation) - 1]] != total]
        third = len(self.memory) // 3
        before, after = max(self.memory[third:2 * third]), max(self.memory[2 * third:])
        growth = 100.0 * (after - before) / before
        print(f"{self.requests} requests from {self.options.connections} connections in {self.options.seconds} s, {self.commits} commits, "
              f"{len(set(g for g, _ in self.seen))} generations seen, {len(self.seen)} totals checked")
        print(f"failed: {len(self.failures)}; wrong totals: {len(wrong)}; RssAnon: second third at most {before} kB, last third {after} kB "
              f"({growth:+.1f} %)")
        for failure in self.failures[:10] + wrong[:10]:
            print("  ", failure)
        return 1 if self.failures or wrong or growth >= 5 or not self.seen else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--connections", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newshound-soak-") as folder:
        soak = Soak(options, folder)
        asyncio.run(soak.run())
        return soak.report()


if __name__ == "__main__":
    sys.exit(main())
