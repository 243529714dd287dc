#!/usr/bin/env python3
"""HTTP as no client library sends it: what would smuggle a request, slow clients, limits, pipelining, draining.

Usage: http_raw_test.py SEARCHD INDEXER SCHEMAS
"""
import contextlib
import json
import select
import signal
import unittest

import daemon
from raw_requests import HOST, SMUGGLED, REFUSED, ANSWERED, get


class RawTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.index = daemon.Index(daemon.sample())
        cls.addClassCleanup(cls.index.remove)
        cls.daemon = daemon.Daemon(cls.index)
        cls.addClassCleanup(cls.daemon.close)

    @contextlib.contextmanager
    def started(self, *options):
        other = daemon.Daemon(self.index, *options)
        try:
            yield other
        finally:
            other.close()

    def exchange(self, data, server=None, heads=0):
        """Sends everything, then reads responses to the end of the connection; the first `heads` are of HEAD requests."""
        with (server or self.daemon).connect() as connection:
            with contextlib.suppress(ConnectionError, BrokenPipeError):  # a refusal may come before everything is sent
                connection.sendall(data)
            stream = connection.makefile("rb")
            responses = []
            while response := daemon.read_response(stream, len(responses) < heads):
                responses.append(response)
            return responses

    def check_problem(self, response):
        daemon.CONTRACT.validate({"$ref": "#/components/schemas/Problem"}, json.loads(response.body))
        self.assertEqual(json.loads(response.body)["status"], response.status)
        self.assertEqual(response.headers["content-type"], "application/problem+json")
        self.assertEqual(response.headers["cache-control"], "no-store")

    def check_common(self, response):
        self.assertRegex(response.headers["server"], r"^newshound/\d")
        self.assertEqual(response.headers["x-content-type-options"], "nosniff")

    def test_refuses_and_closes(self):
        for name, data, allowed in REFUSED:
            with self.subTest(name):
                responses = self.exchange(data + SMUGGLED)
                self.assertEqual(len(responses), 1)
                self.assertIn(responses[0].status, allowed)
                self.assertEqual(responses[0].headers["connection"], "close")
                self.check_problem(responses[0])
                self.check_common(responses[0])

    def test_answers_and_goes_on(self):
        for name, data, status in ANSWERED:
            with self.subTest(name):
                responses = self.exchange(data + get(b"/readyz", b"Connection: close"))
                self.assertEqual([r.status for r in responses], [status, 200])
                self.check_common(responses[0])
                if status >= 400:
                    self.check_problem(responses[0])

    def test_names_the_parameter_that_is_not_text(self):
        for value in (b"%00", b"a%00", b"%FF", b"%C3%28"):
            response = self.exchange(get(b"/v1/search?sort=newest&q=" + value, b"Connection: close"))[0]
            self.assertEqual((response.status, json.loads(response.body)["parameter"]), (400, "q"))

    def test_answers_pipelined_requests_in_order(self):
        numbers = list(range(20))
        data = b"".join(get(b"/v1/search?q=number%d" % n) + get() for n in numbers) + get(b"/healthz", b"Connection: close")
        responses = self.exchange(data)
        self.assertEqual([r.status for r in responses], [200] * 41)
        self.assertEqual([json.loads(r.body)["query"]["text"] for r in responses[0:40:2]], [f"number{n}" for n in numbers])

    def test_reads_bodies_and_what_follows(self):
        body = b'{"requests": [{"indexName": "articles", "params": {"query": "number%d"}}]}'
        target, number = b"/1/indexes/*/queries", 17
        for n in (3, 17):
            text = body % n
            post = get(target, b"Content-Length: %d" % len(text), method=b"POST") + text
            responses = self.exchange(post + post + get(b"/healthz", b"Connection: close"))
            self.assertEqual([r.status for r in responses], [200] * 3)
            self.assertEqual([json.loads(r.body)["results"][0]["hits"][0]["objectID"] for r in responses[:2]], [f"rail-{n}"] * 2)
        large = (body % number)[:-1] + b" " * 100000 + b"}"
        self.assertEqual(self.exchange(get(target, b"Content-Length: %d" % len(large), b"Connection: close", method=b"POST") + large)[0].status, 200)
        for wrong in (b"{", SMUGGLED):
            post = get(target, b"Content-Length: %d" % len(wrong), method=b"POST") + wrong
            responses = self.exchange(post + get(b"/healthz", b"Connection: close"))
            self.assertEqual([r.status for r in responses], [400, 200])
            self.assertEqual(json.loads(responses[0].body)["status"], 400)
        self.assertEqual([r.status for r in self.exchange(get(target, b"Connection: close"))], [405])

    def test_cuts_a_body_that_does_not_come(self):
        with self.started("--body-timeout", "0.3") as server:
            with server.connect() as connection:
                connection.sendall(get(b"/1/indexes/*/queries", b"Content-Length: 100", method=b"POST") + b"{")
                self.assertEqual(connection.recv(1), b"")
            self.assertEqual(server.get("/healthz")[0], 200)

    def test_stops_after_close(self):
        self.assertEqual(len(self.exchange(get(b"/healthz", b"Connection: close") + get())), 1)
        self.assertEqual(len(self.exchange(get(version=b"1.0") + get())), 1)

    def test_keeps_http10_alive_if_asked(self):
        responses = self.exchange(get(b"/healthz", b"Connection: keep-alive", version=b"1.0") + get(version=b"1.0", host=b""))
        self.assertEqual([(r.status, r.version, r.headers["connection"]) for r in responses], [(200, "1.0", "keep-alive"), (200, "1.0", "close")])

    def test_answers_a_client_that_is_done_sending(self):
        with self.daemon.connect() as connection:
            connection.sendall(get(b"/v1/search?q=rail"))
            connection.shutdown(1)
            self.assertEqual(daemon.read_response(connection.makefile("rb")).status, 200)
        with self.daemon.connect() as connection:
            connection.sendall(b"GET /healthz HTT")
            connection.shutdown(1)
            self.assertEqual(daemon.read_response(connection.makefile("rb")).status, 400)

    def test_gives_head_without_a_body(self):
        for target in (b"/healthz", b"/v1/search?q=rail", b"/v1/articles/rail-1", b"/nothing", b"/v1/search?limit=x"):
            with self.subTest(target):
                head, body = self.exchange(get(target, method=b"HEAD") + get(target, b"Connection: close"), heads=1)
                self.assertEqual(head.status, body.status)
                self.assertEqual(head.headers["content-type"], body.headers["content-type"])
                if b"search?q" not in target:  # its took_ms varies
                    self.assertEqual(int(head.headers["content-length"]), len(body.body))

    def test_reads_a_request_that_comes_in_pieces(self):
        with self.daemon.connect() as connection:
            for byte in get(b"/v1/search?q=rail", b"Connection: close"):
                connection.sendall(bytes([byte]))
            self.assertEqual(daemon.read_response(connection.makefile("rb")).status, 200)

    def test_cuts_slow_and_idle_clients(self):
        with self.started("--header-timeout", "0.3", "--idle-timeout", "0.3") as server:
            with server.connect() as silent, server.connect() as slow, server.connect() as idle:
                idle.sendall(get())
                idle_stream = idle.makefile("rb")
                self.assertEqual(daemon.read_response(idle_stream).status, 200)
                slow.sendall(b"GET /healthz HTTP/1.1\r\n")
                with contextlib.suppress(ConnectionError):
                    while not select.select([slow], [], [], 0.05)[0]:  # a byte now and then doesn't move the deadline
                        slow.sendall(b"X")
                for connection in (silent, slow):
                    with contextlib.suppress(ConnectionError):
                        self.assertEqual(connection.recv(1), b"")
                self.assertIsNone(daemon.read_response(idle_stream))

    def test_cuts_who_does_not_take_the_answer(self):
        with self.started("--write-timeout", "0.3") as server:
            with server.connect() as connection:
                connection.setblocking(False)
                with contextlib.suppress(BlockingIOError, ConnectionError):
                    while True:  # asks for more than the sockets between can hold, and reads nothing
                        connection.send(get(b"/openapi.json") * 100)
                poll = select.poll()
                poll.register(connection, select.POLLHUP | select.POLLERR)
                self.assertTrue(poll.poll(daemon.PATIENCE * 1000), "the connection is still open")
            self.assertEqual(server.get("/healthz")[0], 200)

    def test_limits_connections(self):
        with self.started("--max-connections", "2") as server:
            with server.connect() as first, server.connect() as second:
                for connection in (first, second):
                    connection.sendall(get())
                    self.assertEqual(daemon.read_response(connection.makefile("rb")).status, 200)
                refused = self.exchange(get(), server)
                self.assertEqual([r.status for r in refused], [503])
                self.assertEqual(refused[0].headers["retry-after"], "1")
                self.check_problem(refused[0])
                first.sendall(get())
                self.assertEqual(daemon.read_response(first.makefile("rb")).status, 200)

    def test_is_busy_but_healthy(self):
        with self.started("--queue", "0", "--workers", "1") as server:
            with contextlib.ExitStack() as stack:
                connections = [stack.enter_context(server.connect()) for _ in range(40)]
                for connection in connections:
                    connection.sendall(get(b"/v1/search?q=rail+strike&facets=outlet,topic,author&limit=100", b"Connection: close"))
                responses = [daemon.read_response(connection.makefile("rb")) for connection in connections]
                self.assertLessEqual({r.status for r in responses}, {200, 503})
                for response in responses:
                    if response.status == 503:
                        self.check_problem(response)
                        self.assertEqual(response.headers["retry-after"], "1")
            self.assertEqual(server.get("/healthz")[0], 200)

    def test_drains(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.started() as server, server.connect() as idle, server.connect() as begun:
                idle.sendall(get())
                idle_stream = idle.makefile("rb")
                self.assertEqual(daemon.read_response(idle_stream).status, 200)
                begun.sendall(get(b"/v1/search?q=rail") + b"GET /v1/search?q=strike HTTP/1.1\r\n")
                begun_stream = begun.makefile("rb")
                self.assertEqual(daemon.read_response(begun_stream).status, 200)
                server.process.send_signal(number)
                self.assertIsNone(daemon.read_response(idle_stream))  # closed because it was idle
                begun.sendall(HOST + b"\r\n" + SMUGGLED)              # the request that had begun is still answered, the next isn't
                last = daemon.read_response(begun_stream)
                self.assertEqual((last.status, last.headers["connection"]), (200, "close"))
                self.assertIsNone(daemon.read_response(begun_stream))
                begun.close()
                begun_stream.close()
                self.assertEqual(server.stop(), 0)

    def test_draining_ends(self):
        for options, signals in ((("--drain-timeout", "0.3"), 1), ((), 2)):  # by its time, by a second signal
            with self.started(*options) as server, server.connect() as begun:
                begun.sendall(get() + b"GET /healthz HTTP/1.1\r\n")
                self.assertEqual(daemon.read_response(begun.makefile("rb")).status, 200)
                with server.connect() as idle:
                    idle.sendall(get())
                    stream = idle.makefile("rb")
                    self.assertEqual(daemon.read_response(stream).status, 200)
                    server.process.send_signal(signal.SIGTERM)
                    self.assertIsNone(daemon.read_response(stream))  # so the first signal has come
                if signals == 2:
                    server.process.send_signal(signal.SIGTERM)
                self.assertEqual(server.process.wait(daemon.PATIENCE), 0)


if __name__ == "__main__":
    daemon.main()
