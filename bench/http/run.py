#!/usr/bin/env python3
"""How fast the daemon answers: kept answers beside a bare Beast server, computed answers beside `newshound batch`, in one run.

Needs wrk and hey (Debian packages of these names). Usage: run.py --bin BIN --index INDEX --queries FILE.tsv [--seconds 5] [--rounds 3]
FILE.tsv holds an id, a tab and a query a line, as `newshound batch` takes it.
"""
import argparse
import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

FIELDS = "id,url,title,outlet,published,topics,authors,language,score"


@contextlib.contextmanager
def server(command):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield int(re.search(r"(\d+)\s*$", process.stdout.readline()).group(1))
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def wrk(url, seconds, connections=32, script=None):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--latency"] + (["-s", script] if script else []) + [url]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed).group(1))


def write_script(path, queries, fields):
    """A script for wrk that asks the queries in turn. Returns its path."""
    targets = ",\n".join(f'"/v1/search?relax=0&fuzzy=off&fields={fields}&q={urllib.parse.quote(query)}"' for query in queries)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"local targets = {{{targets}}}\nlocal at = 0\nrequest = function()\n  at = at % #targets + 1\n  return wrk.format('GET', targets[at])\nend\n")
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--bin", "--index", "--queries"):
        parser.add_argument(name, required=True)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with open(options.queries, encoding="utf-8") as file:
        queries = [line.rstrip("\n").split("\t", 1)[1] for line in file if "\t" in line]
    daemon = [os.path.join(options.bin, "newshound-searchd"), "--index", options.index, "--listen", "127.0.0.1:0", "--log-level", "off"]

    with server(daemon) as port:
        url = f"http://127.0.0.1:{port}/v1/search?q=" + urllib.parse.quote(queries[0])
        size = len(urllib.request.urlopen(url).read())
        ratios = []
        with server([os.path.join(options.bin, "bare_server"), str(size)]) as bare:
            for _ in range(options.rounds):
                least, ours = wrk(f"http://127.0.0.1:{bare}/", options.seconds), wrk(url, options.seconds)
                ratios.append(ours / least)
                print(f"kept answers of {size} bytes: bare server {least:.0f}/s, daemon {ours:.0f}/s: {ours / least:.2f}")
        print(f"kept answers: {statistics.median(ratios):.2f} of a bare Beast server (median of {options.rounds})")

    with tempfile.TemporaryDirectory() as folder:
        halves = [os.path.join(folder, f"half{n}.tsv") for n in range(2)]
        for n, half in enumerate(halves):
            with open(half, "w", encoding="utf-8") as file:
                file.writelines(f"{i}\t{query}\n" for i, query in enumerate(queries) if i % 2 == n)
        with server(daemon + ["--cache-bytes", "0", "--queue", "1000"]) as port:
            base = f"http://127.0.0.1:{port}"
            for what, fields in (("with marks and snippets", FIELDS + ",link,highlight"), ("without", FIELDS)):
                script = write_script(os.path.join(folder, "queries.lua"), queries, fields)
                ratios = []
                for _ in range(options.rounds):
                    begin = time.monotonic()
                    batches = [subprocess.Popen([os.path.join(options.bin, "newshound"), "batch", half, "--index", options.index, "--limit", "10",
                                                 "--format", "jsonl", "--fields", fields], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                               for half in halves]
                    for batch in batches:
                        batch.wait()
                    by_batch = len(queries) / (time.monotonic() - begin)
                    ours = wrk(base, options.seconds, script=script)
                    ratios.append(ours / by_batch)
                    print(f"computed answers {what}: newshound batch, two processes {by_batch:.0f}/s, daemon {ours:.0f}/s: {ours / by_batch:.2f}")
                print(f"computed answers {what}: {statistics.median(ratios):.2f} of newshound batch (median of {options.rounds})")
            rate = max(1, int(ours / 2 / 8))
            hey = subprocess.run(["hey", "-z", f"{options.seconds}s", "-c", "8", "-q", str(rate), base + "/v1/search?relax=0&q=" + urllib.parse.quote(queries[1])],
                                 capture_output=True, text=True, check=True).stdout
            print(f"at half that load ({8 * rate}/s), computed, p99: {re.search(r'99% in ([0-9.]+) secs', hey).group(1)} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
