"""An index of a few articles and a daemon that serves it, for the tests beside this file.

Usage of a test: NAME_test.py SEARCHD INDEXER SCHEMAS
"""
import contextlib
import http.client
import json
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import contract

PATIENCE = 120  # seconds for what takes milliseconds unless something is broken; minutes under a sanitizer
SEARCHD, INDEXER, SCHEMAS = sys.argv[1:4]
CONTRACT = contract.Contract(contract.document(SCHEMAS))

OUTLETS = ["The Post", "Daily Star", "Nordkurier"]


def sample():
    """30 articles to be seen, over three outlets and three months, and three that aren't."""
    articles = [{"id": f"rail-{n}", "url": f"https://post.example/{n}", "title": f"Rail strike, day {n}",
                 "body": f"The strike of the rail workers goes on. Number{n} is what makes this one different.",
                 "outlet": OUTLETS[n % 3], "topics": ["Transport"] + (["Labour"] if n % 2 else []), "authors": [f"Jane Doe {n % 4}"],
                 "language": "en", "published": f"2025-0{5 + n % 3}-{1 + n % 28:02}", "is_free": n != 7} for n in range(30)]
    hidden = [("withheld", {"status": "withheld"}), ("canceled", {"status": "canceled"}), ("embargoed", {"embargoed_until": "2999-01-01T00:00:00Z"})]
    for name, member in hidden:
        articles.append({"id": name, "title": f"Rail secret {name}", "body": "Nobody may see this.", "published": "2025-07-01", **member})
    return articles


class Index:
    """A folder of its own with an index in it."""

    def __init__(self, articles):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="newshound-e2e-"))
        self.path = self.folder / "index"
        self.write("build", articles)

    def write(self, command, articles):
        lines = self.folder / "articles.jsonl"
        lines.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        subprocess.run([INDEXER, command, self.path, lines], check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL)

    def remove(self):
        shutil.rmtree(self.folder)


class Daemon:
    """newshound-searchd on a free port; its log is in a file of the index's folder."""

    def __init__(self, index, *options):
        self.log = open(index.folder / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen([SEARCHD, "--index", index.path, "--listen", "127.0.0.1:0", *options],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        found = re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)\n", line)
        if not found:
            self.stop()
            raise AssertionError(f"the daemon didn't start: {line!r}\n{self.text()}")
        self.port = int(found.group(1))

    def text(self):
        self.log.seek(0)
        return self.log.read()

    def stop(self, number=signal.SIGTERM):
        """Its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(PATIENCE)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()

    def close(self):
        self.stop()
        self.process.stdout.close()
        self.log.close()

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        connection.settimeout(PATIENCE)
        return connection

    def get(self, target, method="GET", headers=None):
        """Status, headers and body over a connection of its own; an answer that isn't described is an error."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(client):
            client.request(method, target, headers=headers or {})
            response = client.getresponse()
            body = response.read()
        CONTRACT.check(method, target, response.status, response.headers, body)
        return response.status, response.headers, body

    def json(self, target):
        status, _, body = self.get(target)
        if status != 200:
            raise AssertionError(f"{target}: {status}: {body!r}")
        return json.loads(body)


def exchange(port, target, method="GET", body=None, **headers):
    """Status, header (names in small letters) and body of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, target, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        data = response.read()
        CONTRACT.check(method, target, response.status, response.headers, data)
        return response.status, {name.lower(): value for name, value in response.getheaders()}, data
    finally:
        connection.close()


def wait_until(condition):
    """Polls what another process does; fails if it takes longer than anything here may."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("it didn't happen in time")
        time.sleep(0.02)


class ServedTest(unittest.TestCase):
    """A test with an index of its own, for daemons with options of their own."""

    def setUp(self):
        self.index = Index(sample())
        self.addCleanup(self.index.remove)

    @contextlib.contextmanager
    def started(self, *options):
        server = Daemon(self.index, *options)
        try:
            yield server
        finally:
            server.close()

    def config(self, text):
        path = self.index.folder / "newshound.toml"
        path.write_text(text, encoding="utf-8")
        return path


class Response:
    def __init__(self, status, version, headers, body):
        self.status, self.version, self.headers, self.body = status, version, headers, body


def read_response(stream, head=False):
    """The next response of a connection (a buffered reader), or None at its end. Strict: what isn't HTTP is an error."""
    line = stream.readline()
    if not line:
        return None
    match = re.fullmatch(rb"HTTP/(1\.[01]) ([1-5]\d\d) [ -~]*\r\n", line)
    if not match:
        raise AssertionError(f"no status line: {line!r}")
    headers = {}
    for line in iter(stream.readline, b"\r\n"):
        match_header = re.fullmatch(rb"([!-9;-~]+): ([ -~]*)\r\n", line)
        if not match_header or match_header.group(1).lower().decode() in headers:
            raise AssertionError(f"no header line, or twice: {line!r}")
        headers[match_header.group(1).lower().decode()] = match_header.group(2).decode()
    status = int(match.group(2))
    length = 0 if head or status == 204 else int(headers["content-length"])
    body = stream.read(length)
    if len(body) != length:
        raise AssertionError(f"the body has {len(body)} of {length} bytes")
    return Response(status, match.group(1).decode(), headers, body)


def main():
    unittest.main(argv=sys.argv[:1], verbosity=2)
