#!/usr/bin/env python3
"""Hostile input: a clear error each, nothing lost, no crash.

Usage: hostile_test.py SEARCHD INDEXER SCHEMAS NEWSHOUND
"""
import http.client
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

from daemon import INDEXER, PATIENCE, Daemon, Index, sample

NEWSHOUND = sys.argv[4]
GOOD = [{"id": "first", "title": "Harbour opens", "body": "The harbour is open."}, {"id": "last", "title": "Harbour closes", "body": "Shut."}]


def run(*command, stdin=None):
    return subprocess.run([str(part) for part in command], input=stdin, capture_output=True, timeout=2 * PATIENCE, check=False)


class HostileInput(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="newshound-hostile-"))
        self.index = self.folder / "index"

    def tearDown(self):
        shutil.rmtree(self.folder)

    def build(self, bad):
        """Builds from a good line, the bad one, and another good one; returns what stderr says."""
        lines = [json.dumps(GOOD[0]).encode(), bad, json.dumps(GOOD[1]).encode()]
        source = self.folder / "in.jsonl"
        source.write_bytes(b"\n".join(lines) + b"\n")
        done = run(INDEXER, "build", self.index, source, "--rejects", self.folder / "rejects.jsonl")
        self.assertEqual(run(INDEXER, "check", self.index).returncode, 0)
        ids = run(NEWSHOUND, "search", "--index", self.index, "--format", "ids", "harbour").stdout.decode().split()
        self.assertEqual(sorted(set(ids) & {"first", "last"}), ["first", "last"], done.stderr)
        return done

    def rejected(self, bad, says):
        done = self.build(bad)
        self.assertEqual(done.returncode, 3, done.stderr[-500:])
        self.assertIn(b"in.jsonl:2:", done.stderr)
        self.assertIn(says.encode(), done.stderr[-2000:])

    def test_a_line_over_8_MB(self):
        self.rejected(json.dumps({"id": "x", "title": "t", "body": "a " * (4 << 20)}).encode(), "8388608")

    def test_an_id_of_10000_bytes(self):
        self.rejected(json.dumps({"id": "x" * 10000, "title": "t"}).encode(), "512")

    def test_deep_json(self):
        self.rejected(b'{"id": "x", "title": "t", "extra": ' + b"[" * 100000 + b"]" * 100000 + b"}", "nests deeper than 64")

    def test_no_json(self):
        self.rejected(b'{"id": "x", "title": ', "JSON")

    def test_nothing_to_index(self):
        self.rejected(b'{"id": "x"}', "title")

    def test_a_title_over_its_limit(self):
        self.rejected(json.dumps({"id": "x", "title": "t" * 5000}).encode(), "4096")

    def test_invalid_utf8_is_repaired_with_a_warning(self):
        done = self.build(b'{"id": "bad", "title": "Harbour caf\xff\xfe", "body": "ok"}')
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"UTF-8", done.stderr)
        shown = json.loads(run(NEWSHOUND, "show", "--index", self.index, "--format", "json", "bad").stdout)
        self.assertEqual(shown["title"], "Harbour caf\ufffd\ufffd")

    def test_NULs_and_control_characters(self):
        self.build(b'{"id": "nul", "title": "Har\\u0000bour \\u001b[31m", "body": "x\\u0000y"}')
        shown = json.loads(run(NEWSHOUND, "show", "--index", self.index, "--format", "json", "nul").stdout)
        self.assertNotIn("\u0000", json.dumps(shown, ensure_ascii=False))
        self.assertNotIn("\u001b", shown["title"])
        raw = self.build(b'\x00\x00{"id": "raw", "title": "t"}\x00')
        self.assertIn(raw.returncode, (0, 3))

    def test_100_MB_without_a_line_break(self):
        source = self.folder / "long.jsonl"
        with open(source, "wb") as file:
            file.write(b'{"id": "long", "title": "')
            for _ in range(100):
                file.write(b"x" * (1 << 20))
        good = self.folder / "good.jsonl"
        good.write_text("".join(json.dumps(article) + "\n" for article in GOOD), encoding="utf-8")
        done = run(INDEXER, "build", self.index, good, source)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(b"long.jsonl:1:", done.stderr)
        self.assertEqual(run(NEWSHOUND, "count", "--index", self.index, "").stdout, b"2\n")

    def test_gzip_that_ends_early(self):
        import gzip
        whole = gzip.compress("".join(json.dumps(article) + "\n" for article in GOOD * 50).encode())
        (self.folder / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
        done = run(INDEXER, "build", self.index, self.folder / "cut.jsonl.gz")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"cut.jsonl.gz", done.stderr)


class HostileRequests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.index = Index(sample())
        cls.daemon = Daemon(cls.index)

    @classmethod
    def tearDownClass(cls):
        cls.daemon.stop()
        cls.index.remove()

    def status(self, raw):
        with socket.create_connection(("127.0.0.1", self.daemon.port), PATIENCE) as connection:
            connection.settimeout(PATIENCE)
            try:
                connection.sendall(raw)
            except (BrokenPipeError, ConnectionResetError):
                pass  # refused before all of it was sent
            answer = b""
            while b"\r\n" not in answer:
                part = connection.recv(4096)
                if not part:
                    break
                answer += part
        return int(answer.split()[1])

    def alive(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=PATIENCE)
        connection.request("GET", "/v1/search?q=rail")
        answer = json.load(connection.getresponse())
        connection.close()
        self.assertEqual(answer["total"]["value"], 30)

    def test_each_is_refused_and_the_daemon_goes_on(self):
        host = b"Host: a\r\n\r\n"
        cases = [
            (b"GET /v1/search?q=" + b"x" * (1 << 20) + b" HTTP/1.1\r\n" + host, (414, 431)),
            (b"GET /v1/search?q=%00 HTTP/1.1\r\n" + host, (400,)),
            (b"GET /v1/articles/%00 HTTP/1.1\r\n" + host, (400, 404)),
            (b"GET /v1/search?q=%ff HTTP/1.1\r\n" + host, (400,)),
            (b"GET /v1/search?q=%zz HTTP/1.1\r\n" + host, (400,)),
            (b"GET /v1/search HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n" + host, (501,)),
            (b"GET /v1/search HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n" + host, (400, 501)),
            (b"GET /v1/search HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n" + host, (400,)),
            (b"GET /v1/search HTTP/1.1\r\nX: " + b"y" * 100000 + b"\r\n" + host, (431,)),
            (b"GET /v1/search?q=" + b"%28" * 4000 + b" HTTP/1.1\r\n" + host, (200, 400)),
            (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", (400,)),
        ]
        for raw, expected in cases:
            with self.subTest(raw[:60]):
                self.assertIn(self.status(raw), expected)
                self.alive()

    def test_a_query_of_1_MB_on_the_command_line(self):
        # One argument of a command may have 128 KB at most; the query comes as many.
        done = run(NEWSHOUND, "search", "--index", self.index.path, *["word" * 10000] * 25)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"4096", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
