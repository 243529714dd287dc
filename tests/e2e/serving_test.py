"""The daemon as programs and operators meet it: caching, paging, exports, keys, configuration, sockets.

Usage: serving_test.py SEARCHD INDEXER SCHEMAS
"""
import concurrent.futures
import contextlib
import csv
import datetime
import gzip
import hashlib
import http.client
import io
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import xml.etree.ElementTree

import daemon

KEY = "a key that is long enough"


def exchange(port, target, method="GET", body=None, **headers):
    """Status, header (names in small letters) and body of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=daemon.PATIENCE)
    try:
        connection.request(method, target, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        data = response.read()
        daemon.CONTRACT.check(method, target, response.status, response.headers, data)
        return response.status, {name.lower(): value for name, value in response.getheaders()}, data
    finally:
        connection.close()


def wait_until(condition):
    """Polls what another process does; fails if it takes longer than anything here may."""
    end = time.monotonic() + daemon.PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("it didn't happen in time")
        time.sleep(0.02)


class ServingTest(unittest.TestCase):
    def setUp(self):
        self.index = daemon.Index(daemon.sample())
        self.addCleanup(self.index.remove)

    @contextlib.contextmanager
    def started(self, *options):
        server = daemon.Daemon(self.index, *options)
        try:
            yield server
        finally:
            server.close()

    def config(self, text):
        path = self.index.folder / "newshound.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def test_tells_clients_what_they_have_already(self):
        with self.started() as server:
            target = "/v1/search?q=rail&sort=newest"
            status, headers, body = exchange(server.port, target)
            self.assertEqual(status, 200)
            self.assertEqual(headers["cache-control"], "public, max-age=10")
            self.assertIn("Accept-Encoding", headers["vary"])
            tag = headers["etag"]
            for method in ("GET", "HEAD"):
                status, again, nothing = exchange(server.port, target, method, If_None_Match=tag)
                self.assertEqual((status, nothing, again["etag"]), (304, b"", tag))
            status, _, same = exchange(server.port, target, If_None_Match='"other"')
            self.assertEqual((status, same), (200, body))  # from the cache: took_ms and all
            self.assertIn("cache;desc=hit", exchange(server.port, target)[1]["server-timing"])
            self.assertNotEqual(exchange(server.port, target + "&limit=3")[1]["etag"], tag)
            self.index.write("add", [{"id": "new", "title": "Rail news", "published": "2025-08-01"}])
            wait_until(lambda: exchange(server.port, target, If_None_Match=tag)[0] == 200)
            self.assertEqual(json.loads(exchange(server.port, target)[2])["total"]["value"], 31)

    def test_compresses_what_is_long_for_those_who_ask(self):
        with self.started() as server:
            target = "/v1/search?q=rail&facets=topic,outlet"
            _, plain_headers, plain = exchange(server.port, target)
            status, headers, packed = exchange(server.port, target, Accept_Encoding="br, gzip")
            self.assertEqual((status, headers["content-encoding"]), (200, "gzip"))
            self.assertNotIn("content-encoding", plain_headers)
            self.assertLess(len(packed), len(plain) / 2)
            one, two = json.loads(plain), json.loads(gzip.decompress(packed))
            self.assertEqual(one["hits"], two["hits"])
            self.assertEqual(headers["etag"], plain_headers["etag"])
            self.assertNotIn("content-encoding", exchange(server.port, "/healthz", Accept_Encoding="gzip")[1])

    def test_an_embargo_ends_to_the_second_whatever_is_cached(self):
        ends = int(time.time()) + 4
        moment = datetime.datetime.fromtimestamp(ends, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.index.write("add", [{"id": "soon", "title": "Rail budget", "published": "2025-07-01", "embargoed_until": moment},
                                 {"id": "gone", "title": "Rail offer", "published": "2025-07-01", "expires": moment}])
        with self.started() as server:
            def ids():
                return {hit["id"] for hit in json.loads(exchange(server.port, "/v1/search?q=budget+OR+offer&relax=0")[2])["hits"]}
            _, headers, body = exchange(server.port, "/v1/search?q=budget+OR+offer&relax=0")
            before = time.time()
            if before < ends - 1:
                self.assertEqual({hit["id"] for hit in json.loads(body)["hits"]}, {"gone"})
                self.assertLessEqual(int(headers["cache-control"].split("=")[1]), ends - int(before) + 1)
            wait_until(lambda: ids() == {"soon"})
            self.assertGreaterEqual(time.time(), ends)

    def test_cursors_lose_and_repeat_nothing_under_writes(self):
        with self.started() as server:
            seen, cursor = [], ""
            for turn in range(100):
                answer = json.loads(exchange(server.port, f"/v1/search?q=strike&sort=newest&limit=4{cursor}")[2])
                seen += [hit["id"] for hit in answer["hits"]]
                if not answer["page"]["next_cursor"]:
                    break
                cursor = "&cursor=" + answer["page"]["next_cursor"]
                if turn == 2:
                    self.index.write("add", [{"id": f"new-{n}", "title": "Strike", "published": f"2025-0{5 + n % 3}-15"} for n in range(20)])
                    wait_until(lambda: json.loads(exchange(server.port, "/v1/search?q=strike&limit=0")[2])["total"]["value"] == 50)
            self.assertEqual(len(seen), len(set(seen)))
            self.assertLessEqual({f"rail-{n}" for n in range(30)}, set(seen))

    def test_a_cursor_by_score_holds_its_generation(self):
        with self.started("--hold-generations", "60") as server:
            first = json.loads(exchange(server.port, "/v1/search?q=strike&limit=10")[2])
            cursor = first["page"]["next_cursor"]
            self.index.write("add", [{"id": "new", "title": "Strike strike strike", "published": "2025-08-15"}])
            wait_until(lambda: json.loads(exchange(server.port, "/v1/search?limit=0")[2])["index"]["generation"] == 2)
            seen = [hit["id"] for hit in first["hits"]]
            while cursor:
                status, _, body = exchange(server.port, f"/v1/search?q=strike&limit=10&cursor={cursor}")
                self.assertEqual(status, 200, body)
                answer = json.loads(body)
                self.assertEqual(answer["index"]["generation"], 1)
                seen += [hit["id"] for hit in answer["hits"]]
                cursor = answer["page"]["next_cursor"]
            self.assertEqual(sorted(seen), sorted(f"rail-{n}" for n in range(30)))
        with self.started("--hold-generations", "0") as server:
            cursor = json.loads(exchange(server.port, "/v1/search?q=strike&limit=10")[2])["page"]["next_cursor"]
            self.index.write("add", [{"id": "newer", "title": "Strike", "published": "2025-08-15"}])
            wait_until(lambda: json.loads(exchange(server.port, "/v1/search?limit=0")[2])["index"]["generation"] == 3)
            status, _, body = exchange(server.port, f"/v1/search?q=strike&limit=10&cursor={cursor}")
            self.assertEqual((status, json.loads(body)["code"]), (410, "cursor-expired"))

    def test_exports_every_hit_once(self):
        many = [{"id": f"many-{n}", "title": f"Coal number {n}", "body": "=1+1", "published": f"2025-01-{1 + n % 28:02}"} for n in range(3456)]
        self.index.write("add", many)
        with self.started() as server:
            for form in ("jsonl", "csv", "ids"):
                status, headers, body = exchange(server.port, f"/v1/search?q=coal&format={form}")
                self.assertEqual((status, headers["newshound-total"], headers["transfer-encoding"]), (200, "3456", "chunked"))
                text = body.decode()
                if form == "jsonl":
                    ids = [json.loads(line)["id"] for line in text.splitlines()]
                elif form == "csv":
                    ids = [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))]
                else:
                    ids = text.splitlines()
                self.assertEqual(sorted(ids), sorted(article["id"] for article in many), form)
            status, headers, body = exchange(server.port, "/v1/search?q=coal&format=ids", "HEAD")
            self.assertEqual((status, headers["newshound-total"], body), (200, "3456", b""))
            with socket.create_connection(("127.0.0.1", server.port), daemon.PATIENCE) as old:
                old.sendall(b"GET /v1/search?q=coal&format=ids HTTP/1.0\r\n\r\n")
                whole = b"".join(iter(lambda: old.recv(65536), b""))
            head, _, lines = whole.partition(b"\r\n\r\n")
            self.assertNotIn(b"chunked", head)
            self.assertEqual(len(lines.splitlines()), 3456)

    def test_feeds_are_feeds(self):
        with self.started("--public-url", "https://search.example") as server:
            status, headers, body = exchange(server.port, "/search.rss?q=rail&outlet=The+Post")
            self.assertEqual((status, headers["content-type"]), (200, "application/rss+xml; charset=utf-8"))
            channel = xml.etree.ElementTree.fromstring(body).find("channel")
            self.assertEqual(channel.findtext("link"), "https://search.example/search?q=rail&outlet=The+Post")
            self.assertEqual(len(channel.findall("item")), 10)
            self.assertNotIn(b"secret", body)

    def test_errors_of_pages_are_pages(self):
        with self.started() as server:
            status, headers, body = exchange(server.port, "/search?q=100%")
            self.assertEqual((status, headers["content-type"]), (400, "text/html; charset=utf-8"))
            self.assertIn(b"percent-encoded", body)
            self.assertEqual(exchange(server.port, "/v1/search?q=100%")[1]["content-type"], "application/problem+json")
            status, headers, body = exchange(server.port, "/article/nothing", Accept_Language="de")
            self.assertEqual((status, headers["content-type"]), (404, "text/html; charset=utf-8"))
            self.assertIn(b'lang="de"', body)
            self.assertIn("Accept-Language", headers["vary"])
            english, german = (exchange(server.port, "/search?q=rail", Accept_Language=language)[2] for language in ("en", "de"))
            self.assertNotEqual(english, german)
            self.assertEqual(exchange(server.port, "/web/page.css", Accept_Encoding="gzip")[1]["content-encoding"], "gzip")
            self.assertEqual(exchange(server.port, "/searchbox.js")[1]["access-control-allow-origin"], "*")
            self.assertEqual(exchange(server.port, "/web/templates/head.mustache")[0], 404)

    def test_post_is_get_with_a_body(self):
        with self.started() as server:
            asked = {"q": "rail", "outlet": ["The Post", "Daily Star"], "limit": 3, "facets": "outlet"}
            status, _, body = exchange(server.port, "/v1/search", "POST", json.dumps(asked))
            self.assertEqual(status, 200)
            by_get = json.loads(exchange(server.port, "/v1/search?" + urllib.parse.urlencode(asked, doseq=True))[2])
            answer = json.loads(body)
            self.assertEqual((answer["hits"], answer["facets"]), (by_get["hits"], by_get["facets"]))
            with socket.create_connection(("127.0.0.1", server.port), daemon.PATIENCE) as slow:
                slow.sendall(b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n")
                stream = slow.makefile("rb")
                self.assertEqual(stream.readline(), b"HTTP/1.1 100 Continue\r\n")
                self.assertEqual(stream.readline(), b"\r\n")
                slow.sendall(b'{"q":"rail"}')
                self.assertEqual(stream.readline(), b"HTTP/1.1 200 OK\r\n")

    def test_pages_of_listed_origins_may_call(self):
        with self.started("--cors-origins", "https://news.example", "--cors-origins", "https://other.example") as server:
            _, headers, _ = exchange(server.port, "/v1/search", Origin="https://other.example")
            self.assertEqual(headers["access-control-allow-origin"], "https://other.example")
            self.assertIn("Origin", headers["vary"])
            self.assertNotIn("access-control-allow-origin", exchange(server.port, "/v1/search", Origin="https://evil.example")[1])
            status, headers, _ = exchange(server.port, "/v1/search", "OPTIONS", Origin="https://news.example",
                                          Access_Control_Request_Method="POST", Access_Control_Request_Headers="content-type")
            self.assertEqual(status, 204)
            self.assertIn("POST", headers["access-control-allow-methods"])
            self.assertIn("Content-Type", headers["access-control-allow-headers"])

    def test_keys_open_what_is_closed(self):
        config = self.config(f"""
[access]
bulk_needs_key = true
[[keys]]
name = "desk"
sha256 = "{hashlib.sha256(KEY.encode()).hexdigest()}"
scopes = ["bodies", "limits", "bulk"]
""")
        with self.started("--config", str(config), "--log-access", "true") as server:
            paid = "/v1/articles/rail-7"
            self.assertNotIn("body", json.loads(exchange(server.port, paid)[2]))
            status, headers, body = exchange(server.port, paid, X_Api_Key=KEY)
            self.assertIn("goes on", json.loads(body)["body"])
            self.assertTrue(headers["cache-control"].startswith("private"))
            self.assertNotIn("body", json.loads(exchange(server.port, paid)[2]))  # the cache keeps them apart
            self.assertEqual(exchange(server.port, "/v1/search?limit=1000")[0], 400)
            self.assertEqual(exchange(server.port, "/v1/search?limit=1000", Authorization=f"Bearer {KEY}")[0], 200)
            self.assertEqual(exchange(server.port, "/v1/search?format=jsonl")[0], 403)
            self.assertEqual(exchange(server.port, "/v1/search?format=jsonl", X_Api_Key=KEY)[0], 200)
            status, headers, _ = exchange(server.port, "/v1/search", X_Api_Key="a wrong one")
            self.assertEqual((status, headers["www-authenticate"]), (401, "Bearer"))
            log = server.text()
            self.assertIn('key="desk"', log)
            self.assertNotIn(KEY, log)
        printed = subprocess.run([daemon.SEARCHD, "--hash-key"], input=KEY, capture_output=True, text=True, check=True, timeout=daemon.PATIENCE)
        self.assertEqual(printed.stdout.strip(), hashlib.sha256(KEY.encode()).hexdigest())

    def test_reads_its_options_again_on_sighup(self):
        config = self.config("[log]\nformat = \"json\"\n")
        with self.started("--config", str(config)) as server:
            self.assertEqual(exchange(server.port, "/healthz", Host="any.example")[0], 200)
            self.config("hosts = [\"search.example\"]\n[log]\nformat = \"json\"\naccess = true\nqueries = false\naddresses = false\nslow = 0.01\n")
            server.process.send_signal(signal.SIGHUP)
            wait_until(lambda: exchange(server.port, "/healthz", Host="any.example")[0] == 421)
            self.assertEqual(exchange(server.port, "/v1/search?q=secretword", Host="search.example:80", X_Request_Id="abc-1")[0], 200)
            with socket.create_connection(("127.0.0.1", server.port), daemon.PATIENCE) as slow:
                slow.sendall(b"POST /v1/search HTTP/1.1\r\nHost: search.example\r\nContent-Length: 18\r\nExpect: 100-continue\r\n\r\n")
                self.assertIn(b"100 Continue", slow.recv(4096))
                time.sleep(0.05)  # this is what makes it slow
                slow.sendall(b'{"q":"secretword"}')
                self.assertIn(b"200 OK", slow.recv(4096))
            self.config("[limits]\nqueue = \"many\"\n")
            server.process.send_signal(signal.SIGHUP)
            wait_until(lambda: "the options stay as they were" in server.text())
            self.assertEqual(exchange(server.port, "/healthz", Host="any.example")[0], 421)
            lines = [json.loads(line) for line in server.text().splitlines()]
            request = next(line for line in lines if line.get("request_id") == "abc-1" and line["message"] == "request")
            self.assertEqual((request["target"], request["status"], request["cache"]), ("/v1/search", 200, "miss"))
            self.assertTrue(any(line["message"] == "slow request" for line in lines))
            self.assertNotIn("secretword", server.text())
            self.assertNotIn("127.0.0.1", server.text().replace("--listen 127.0.0.1", ""))

    def test_checks_and_prints_its_configuration(self):
        def run(*options):
            return subprocess.run([daemon.SEARCHD, *options], capture_output=True, text=True, timeout=daemon.PATIENCE, check=False)
        printed = run("--print-config")
        with open(os.path.join(daemon.SCHEMAS, "..", "docs", "examples", "newshound.toml"), encoding="utf-8") as example:
            self.assertEqual(printed.stdout, example.read())
        path = self.config(printed.stdout)
        good = run("--config", str(path), "--index", str(self.index.path), "--check-config")
        self.assertEqual((good.returncode, good.stdout), (0, "the options are good\n"), good.stderr)
        path = self.config("[limits]\nqeue = 5\n")
        bad = run("--config", str(path), "--index", str(self.index.path), "--check-config")
        self.assertEqual(bad.returncode, 2)
        self.assertIn('newshound.toml:2: there is no option "limits.qeue"; the nearest is "limits.queue"', bad.stderr)
        missing = run("--config", "/nowhere/x.toml", "--check-config")
        self.assertEqual(missing.returncode, 2)
        self.assertIn("/nowhere/x.toml", missing.stderr)
        environment = dict(os.environ, NEWSHOUND_INDEX=str(self.index.path), NEWSHOUND_QUEUE="x")
        by_environment = subprocess.run([daemon.SEARCHD, "--check-config"], capture_output=True, text=True, timeout=daemon.PATIENCE,
                                        check=False, env=environment)
        self.assertIn("NEWSHOUND_QUEUE", by_environment.stderr)

    def test_has_metrics_for_those_nearby(self):
        with self.started("--metrics-listen", "127.0.0.1:0") as server:
            ports = [server.port] + [int(line.rsplit(":", 1)[1]) for line in [server.process.stdout.readline()]]
            exchange(ports[0], "/v1/search?q=ratherspecial")
            exchange(ports[0], "/v1/search?q=ratherspecial")
            self.assertEqual(exchange(ports[0], "/metrics")[0], 404)
            self.assertEqual(exchange(ports[1], "/v1/search")[0], 404)
            self.assertEqual(exchange(ports[1], "/readyz")[0], 200)
            status, headers, body = exchange(ports[1], "/metrics")
            text = body.decode()
            self.assertEqual((status, headers["content-type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
            for line in ('newshound_http_requests_total{route="/v1/search",status="200"} 1', "newshound_index_generation 1",
                         'newshound_cache_requests_total{result="hit"} 1', "newshound_index_articles 33"):
                self.assertIn(line + "\n", text)
            self.assertIn("# TYPE newshound_http_request_duration_seconds histogram", text)
            self.assertNotIn("ratherspecial", text)
            self.assertNotIn("127.0.0.1", text)
        with self.started() as server:
            self.assertEqual(exchange(server.port, "/metrics")[0], 200)
            self.assertEqual(exchange(server.port, "/metrics", X_Forwarded_For="9.9.9.9")[0], 404)  # passed on by a proxy

    def test_listens_on_unix_sockets_and_those_of_systemd(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "s")
            with self.started("--listen", f"unix:{path}") as server:
                self.assertEqual(server.process.stdout.readline(), f"listening on unix:{path}\n")
                with socket.socket(socket.AF_UNIX) as client:
                    client.settimeout(daemon.PATIENCE)
                    client.connect(path)
                    client.sendall(b"GET /v1/search?q=rail HTTP/1.0\r\n\r\n")
                    self.assertTrue(client.makefile("rb").readline().startswith(b"HTTP/1.0 200"))
            self.assertFalse(os.path.exists(path))
            notify_path = os.path.join(folder, "notify")
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify, socket.create_server(("127.0.0.1", 0)) as passed:
                notify.bind(notify_path)
                notify.settimeout(daemon.PATIENCE)
                port = passed.getsockname()[1]
                script = 'exec 3<&"$1"; shift; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
                process = subprocess.Popen(["bash", "-c", script, "bash", str(passed.fileno()), daemon.SEARCHD, "--index", str(self.index.path)],
                                           pass_fds=[passed.fileno()], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                           env=dict(os.environ, NOTIFY_SOCKET=notify_path))
                try:
                    self.assertEqual(process.stdout.readline(), f"listening on http://127.0.0.1:{port}\n")
                    self.assertEqual(notify.recv(100), b"READY=1")
                    self.assertEqual(exchange(port, "/readyz")[0], 200)
                    process.send_signal(signal.SIGTERM)
                    self.assertEqual(notify.recv(100), b"STOPPING=1")
                    self.assertEqual(process.wait(daemon.PATIENCE), 0)
                finally:
                    process.stdout.close()
                    if process.poll() is None:
                        process.kill()
                        process.wait()

    def test_limits_what_one_address_may_hold(self):
        with self.started("--max-connections-per-address", "3") as server, contextlib.ExitStack() as stack:
            for _ in range(3):
                connection = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), daemon.PATIENCE))
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                self.assertIn(b"200 OK", connection.recv(4096))
            with socket.create_connection(("127.0.0.1", server.port), daemon.PATIENCE) as fourth:
                self.assertIn(b"503", fourth.makefile("rb").readline())

    def test_a_slow_search_is_not_a_slow_client(self):
        many = [{"id": f"many-{n}", "title": "Coal", "body": f"word{n} coal " * 600, "published": "2025-01-01"} for n in range(3000)]
        self.index.write("add", many)
        # One worker has them one after the other: the last ones wait much longer than a client may take to send its header.
        with self.started("--workers", "1", "--header-timeout", "0.5", "--body-timeout", "0.5", "--request-timeout", "60") as server:
            with concurrent.futures.ThreadPoolExecutor(12) as pool:
                asked = [f"/v1/search?q=coal&exact=2&limit={50 + n}" for n in range(12)]
                self.assertEqual([status for status, _, _ in pool.map(lambda target: exchange(server.port, target), asked)], [200] * 12)

    def test_stops_work_at_its_deadline(self):
        many = [{"id": f"many-{n}", "title": "Coal", "body": f"word{n} coal " * 50, "published": "2025-01-01"} for n in range(3000)]
        self.index.write("add", many)
        with self.started("--request-timeout", "0.001", "--cache-bytes", "0") as server:
            status, headers, body = exchange(server.port, "/v1/search?q=coal&exact=2&limit=100&highlight.count=10")
            self.assertEqual((status, json.loads(body)["code"]), (503, "unavailable"))
            self.assertEqual(headers["retry-after"], "1")
            self.assertEqual(exchange(server.port, "/healthz")[0], 200)


if __name__ == "__main__":
    daemon.main()
