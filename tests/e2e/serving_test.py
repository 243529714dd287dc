"""The daemon as programs meet it: caching, paging, exports, feeds, pages of errors, origins, keys.

Usage: serving_test.py SEARCHD INDEXER SCHEMAS
"""
import csv
import datetime
import gzip
import hashlib
import io
import json
import socket
import subprocess
import time
import urllib.parse
import xml.etree.ElementTree

import daemon
from daemon import exchange, wait_until

KEY = "a key that is long enough"


class ServingTest(daemon.ServedTest):
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


if __name__ == "__main__":
    daemon.main()
