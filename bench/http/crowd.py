#!/usr/bin/env python3
"""What idle and slow connections cost the others: the 99th percentile of a steady load without them and with them, in turns, in one run.

Needs hey (Debian package of that name). Usage: crowd.py --bin BIN --index INDEX --queries FILE.tsv [--idle 2000] [--slow 500]
[--rate 400] [--seconds 10] [--rounds 3]. FILE.tsv as for run.py. Exit code 1 if the median with the crowd is more than twice that
without, or if a request failed. An idle connection has asked once and waits; a slow one sends a byte of its header each second, or has
asked for much and takes a byte of it each second; those that the daemon cuts come again.
"""
import argparse
import asyncio
import os
import re
import resource
import statistics
import subprocess
import sys
import urllib.parse

from run import server

SLOW_HEADER = b"GET /v1/search?q=slow HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"s" * 3600


class Crowd:
    """`idle` and `slow` connections to a port, as long as it is open."""

    def __init__(self, port, idle, slow):
        self.port, self.idle, self.slow = port, idle, slow
        self.tasks, self.there, self.cut = [], 0, 0

    async def wait_idle(self):
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await reader.readuntil(b"}")
            await self.stay(writer, lambda: reader.read())

    async def send_slowly(self):
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)

            async def trickle():
                for byte in SLOW_HEADER:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(1)
            await self.stay(writer, trickle, reader.read)

    async def take_slowly(self):
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1)
            writer.write(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50)

            async def sip():
                while await reader.read(1):
                    await asyncio.sleep(1)
            await self.stay(writer, sip)

    async def stay(self, writer, *actions):
        """Until one of the actions ends: the daemon has cut the connection."""
        self.there += 1
        tasks = [asyncio.ensure_future(action()) for action in actions]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.there -= 1
            self.cut += 1
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            writer.transport.abort()

    async def __aenter__(self):
        members = [self.wait_idle] * self.idle + [self.send_slowly] * (self.slow - self.slow // 2) + [self.take_slowly] * (self.slow // 2)
        self.tasks = [asyncio.ensure_future(member()) for member in members]
        while self.there < len(members):
            for task in self.tasks:
                if task.done():
                    task.result()
            await asyncio.sleep(0.05)
        return self

    async def __aexit__(self, *error):
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


async def measure(url, rate, seconds):
    """The 99th percentile in ms of a steady load, and how many answers weren't a 200."""
    process = await asyncio.create_subprocess_exec("hey", "-z", f"{seconds}s", "-c", "8", "-q", str(max(1, rate // 8)), url, stdout=subprocess.PIPE)
    printed = (await process.communicate())[0].decode()
    statuses = {int(status): int(count) for status, count in re.findall(r"\[(\d{3})\]\s+(\d+) responses", printed)}
    errors = printed.count("Error distribution")
    return 1000 * float(re.search(r"99% in ([0-9.]+) secs", printed).group(1)), sum(statuses.values()) - statuses.get(200, 0) + errors


async def compare(port, options, query):
    url = f"http://127.0.0.1:{port}/v1/search?relax=0&q=" + urllib.parse.quote(query)
    await measure(url, options.rate, 2)
    alone, crowded, failed = [], [], 0
    for _ in range(options.rounds):
        ms, wrong = await measure(url, options.rate, options.seconds)
        alone.append(ms)
        failed += wrong
        async with Crowd(port, options.idle, options.slow) as crowd:
            ms, wrong = await measure(url, options.rate, options.seconds)
            crowded.append(ms)
            failed += wrong
            print(f"p99 at {options.rate}/s: {alone[-1]:.2f} ms alone, {ms:.2f} ms beside {crowd.there} idle and slow connections ({crowd.cut} were cut and came again)")
    ratio = statistics.median(crowded) / statistics.median(alone)
    print(f"median p99: {statistics.median(alone):.2f} ms alone, {statistics.median(crowded):.2f} ms in the crowd: {ratio:.2f} times; {failed} failed")
    return ratio <= 2 and failed == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--bin", "--index", "--queries"):
        parser.add_argument(name, required=True)
    for name, value in (("--idle", 2000), ("--slow", 500), ("--rate", 400), ("--seconds", 10), ("--rounds", 3)):
        parser.add_argument(name, type=int, default=value)
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with open(options.queries, encoding="utf-8") as file:
        query = next(line.rstrip("\n").split("\t", 1)[1] for line in file if "\t" in line)
    connections = str(options.idle + options.slow + 100)
    command = [os.path.join(options.bin, "newshound-searchd"), "--index", options.index, "--listen", "127.0.0.1:0", "--log-level", "off", "--cache-bytes", "0",
               "--max-connections", connections, "--max-connections-per-address", connections]
    with server(command) as port:
        return 0 if asyncio.run(compare(port, options, query)) else 1


if __name__ == "__main__":
    sys.exit(main())
