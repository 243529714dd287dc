#!/usr/bin/env python3
"""What the daemon answers: against the schemas, and against the articles that are in the index.

Usage: http_test.py SEARCHD INDEXER SCHEMAS
"""
import json
import re
import subprocess
import tempfile
import time
import unittest
import urllib.parse

import daemon

ARTICLES = daemon.sample()
VISIBLE = [article for article in ARTICLES if article["id"].startswith("rail-")]


class HttpTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.index = daemon.Index(ARTICLES)
        cls.addClassCleanup(cls.index.remove)
        cls.daemon = daemon.Daemon(cls.index)
        cls.addClassCleanup(cls.daemon.close)

    def search(self, server=None, **parameters):
        """An answer; "_" in a name stands for "."."""
        pairs = [(name.replace("_", "."), value) for name, value in parameters.items()]
        answer = (server or self.daemon).json("/v1/search?" + urllib.parse.urlencode(pairs, doseq=True))
        return answer

    def total(self, **parameters):
        return self.search(limit=0, **parameters)["total"]["value"]

    def problem(self, target, status, code, parameter=None):
        got, headers, body = self.daemon.get(target)
        self.assertEqual((got, headers["Content-Type"]), (status, "application/problem+json"), body)
        problem = json.loads(body)
        self.assertEqual((problem["status"], problem["code"], problem.get("parameter")), (status, code, parameter), body)

    def test_finds_every_visible_article(self):
        answer = self.search(limit=100)
        self.assertEqual({hit["id"] for hit in answer["hits"]}, {article["id"] for article in VISIBLE})
        self.assertEqual(answer["total"], {"value": len(VISIBLE), "exact": True})

    def test_finds_one_article(self):
        answer = self.search(q="number17")
        self.assertEqual([hit["id"] for hit in answer["hits"]], ["rail-17"])
        self.assertIn("<mark>Number17</mark>", answer["hits"][0]["highlight"]["snippets"][0])

    def test_finds_nothing(self):
        answer = self.search(q="zeppelin", facets="outlet", histogram="month")
        self.assertEqual((answer["total"]["value"], answer["hits"], answer["facets"]["outlet"]["buckets"]), (0, [], []))

    def test_pages_give_each_hit_once(self):
        for sort in ("best", "relevance", "newest", "oldest"):
            ids = [hit["id"] for page in range(1, 7) for hit in self.search(q="rail", sort=sort, limit=5, page=page)["hits"]]
            self.assertEqual(len(ids), len(VISIBLE), sort)
            self.assertEqual(set(ids), {article["id"] for article in VISIBLE}, sort)
            self.assertEqual(self.search(q="rail", sort=sort, limit=5, page=7)["hits"], [], sort)

    def test_sorts_by_date(self):
        for sort, descending in (("newest", True), ("oldest", False)):
            dates = [hit["published"] for hit in self.search(q="rail", sort=sort, limit=100)["hits"]]
            self.assertEqual(dates, sorted(dates, reverse=descending))

    def test_filters(self):
        cases = [
            ({"outlet": "the post"}, lambda a: a["outlet"] == "The Post"),
            ({"outlet": ["The Post", "Daily Star"]}, lambda a: a["outlet"] in ("The Post", "Daily Star")),
            ({"outlet": "-The Post"}, lambda a: a["outlet"] != "The Post"),
            ({"topic": "Labour"}, lambda a: "Labour" in a["topics"]),
            ({"topic": "-Labour", "outlet": "Nordkurier"}, lambda a: "Labour" not in a["topics"] and a["outlet"] == "Nordkurier"),
            ({"author": "jane DOE 3"}, lambda a: a["authors"] == ["Jane Doe 3"]),
            ({"lang": "en"}, lambda a: True),
            ({"lang": "de"}, lambda a: False),
            ({"section": "Sport"}, lambda a: False),
            ({"from": "2025-06-10"}, lambda a: a["published"] >= "2025-06-10"),
            ({"to": "2025-06-10"}, lambda a: a["published"] <= "2025-06-10"),
            ({"from": "2025-06", "to": "2025-06"}, lambda a: a["published"].startswith("2025-06")),
            ({"q": "outlet:\"The Post\""}, lambda a: a["outlet"] == "The Post"),
            ({"q": "rail -number17"}, lambda a: a["id"] != "rail-17"),
            ({"q": "number17 number18", "match": "any"}, lambda a: a["id"] in ("rail-17", "rail-18")),
            ({"q": "number17 number18"}, lambda a: False),
        ]
        for parameters, matches in cases:
            with self.subTest(parameters):
                self.assertEqual(self.total(relax=0, **parameters), sum(map(matches, VISIBLE)))

    def test_reads_changed_synonyms_again(self):
        index = daemon.Index(daemon.sample())
        synonyms = index.folder / "synonyms"
        synonyms.write_text("en: train, rail\n", encoding="utf-8")
        server = daemon.Daemon(index, "--synonyms", str(synonyms))
        try:
            self.assertEqual(server.json("/v1/search?q=train")["total"]["value"], len(VISIBLE))
            self.assertEqual(server.json("/v1/search?q=railroad&relax=0")["total"]["value"], 0)
            synonyms.write_text("en: railroad => rail\n", encoding="utf-8")
            until = time.monotonic() + daemon.PATIENCE
            while server.json("/v1/search?q=railroad&relax=0")["total"]["value"] == 0 and time.monotonic() < until:
                time.sleep(0.05)
            self.assertEqual(server.json("/v1/search?q=railroad&relax=0")["total"]["value"], len(VISIBLE))
        finally:
            server.close()
            index.remove()

    def test_suggests(self):
        answer = self.daemon.json("/v1/suggest?q=rail+st")
        self.assertEqual(answer["suggestions"][0]["text"], "Rail strike")
        self.assertEqual(answer["suggestions"][0]["highlight"], "<mark>Rail</mark> <mark>st</mark>rike")
        self.assertEqual(self.daemon.json("/v1/suggest?q=dail&limit=1")["suggestions"][0]["kind"], "outlet")
        typed, texts = self.daemon.json("/v1/suggest?q=rail&format=opensearch")
        self.assertEqual(typed, "rail")
        self.assertIn("Rail strike", texts)
        self.assertNotIn("secret", json.dumps(self.daemon.json("/v1/suggest?q=rail+secr")["suggestions"]))
        self.assertEqual(self.daemon.get("/v1/suggest?q=a&limit=21")[0], 400)
        self.assertEqual(self.daemon.get("/v1/suggest?outlet=a")[0], 400)

    def test_counts_alone(self):
        facets = self.daemon.json("/v1/facets/outlet?q=rail&facets.q=da")["facets"]["outlet"]
        self.assertEqual([bucket["value"] for bucket in facets["buckets"]], ["Daily Star"])
        self.assertEqual(self.daemon.get("/v1/facets/colour")[0], 404)
        timeline = self.daemon.json("/v1/timeline?q=rail&histogram.by=outlet&histogram.share=1")["histogram"]
        self.assertEqual(len(timeline["series"]), 3)
        self.assertEqual({bucket["share"] for bucket in timeline["buckets"]}, {1})

    def test_explains(self):
        answer = self.daemon.json("/v1/explain?id=rail-2&q=rail+strike")
        self.assertTrue(answer["matches"])
        self.assertAlmostEqual(answer["score"], sum(answer["parts"].values()), 5)
        answer = self.daemon.json("/v1/explain?id=rail-2&q=rail+aeroplane&outlet=Nobody")
        self.assertFalse(answer["matches"])
        self.assertEqual([clause["matches"] for clause in answer["clauses"]], [True, False])
        self.assertFalse(answer["filters"][0]["passes"])
        for name in ("withheld", "embargoed", "nowhere"):
            self.assertEqual(self.daemon.get(f"/v1/explain?id={name}&q=rail")[0], 404)
        self.assertEqual(self.daemon.get("/v1/explain?q=rail")[0], 400)

    def test_finds_similar_articles(self):
        self.assertEqual(self.daemon.json("/v1/articles/rail-2/similar")["id"], "rail-2")
        self.assertEqual(self.daemon.get("/v1/articles/embargoed/similar")[0], 404)
        self.assertEqual(self.daemon.get("/v1/articles/rail-2/similar?limit=0")[0], 400)

    def test_helps_where_nothing_is_found(self):
        answer = self.search(q="rial stirke")
        self.assertEqual(answer["query"]["relaxed"], "spelling")
        self.assertEqual(answer["did_you_mean"], "rail strike")
        self.assertEqual(self.total(q="rial stirke", relax=0), 0)

    def test_facets_add_up(self):
        answer = self.search(q="rail", limit=0, facets="outlet,topic,author,lang", facets_limit=2, histogram="month")
        total = answer["total"]["value"]
        for name in ("outlet", "lang"):
            facet = answer["facets"][name]
            self.assertEqual(sum(bucket["count"] for bucket in facet["buckets"]) + facet["other"] + facet["missing"], total, name)
        for bucket in answer["facets"]["outlet"]["buckets"] + answer["facets"]["topic"]["buckets"]:
            field = "outlet" if bucket["value"] in daemon.OUTLETS else "topic"
            self.assertEqual(self.total(q="rail", **{field: bucket["value"]}), bucket["count"], bucket)
        histogram = answer["histogram"]
        self.assertEqual(sum(bucket["count"] for bucket in histogram["buckets"]) + histogram["missing"], total)
        for bucket in histogram["buckets"]:
            month = bucket["start"][:7]
            self.assertEqual(bucket["count"], sum(a["published"].startswith(month) for a in VISIBLE), month)

    def test_facets_leave_out_their_own_filter(self):
        for mode, outlets in (("disjunctive", 3), ("conjunctive", 1)):
            answer = self.search(outlet="The Post", facets="outlet", facets_mode=mode)
            self.assertEqual(len(answer["facets"]["outlet"]["buckets"]), outlets, mode)

    def test_gives_the_members_asked_for(self):
        marked = self.search(q="rail", fields="id,highlight,link", limit=1)["hits"][0]
        self.assertEqual(set(marked), {"id", "highlight", "link"})
        for hit in self.search(q="rail", fields="title,body", limit=100)["hits"]:
            members = {"id", "title"} if hit["id"] == "rail-7" else {"id", "title", "body"}  # 7 isn't free
            self.assertEqual(set(hit), members)

    def test_gives_articles(self):
        article = self.daemon.json("/v1/articles/rail-3")
        self.assertEqual({name: article[name] for name in ("id", "title", "body", "published")},
                         {name: ARTICLES[3][name] for name in ("id", "title", "body", "published")})
        self.assertNotIn("body", self.daemon.json("/v1/articles/rail-7"))
        for name in ("withheld", "canceled", "embargoed", "nothing"):
            self.problem("/v1/articles/" + name, 404, "not-found")

    def test_says_what_is_wrong(self):
        for target, code, parameter in [
            ("/v1/search?outlt=x", "unknown-parameter", "outlt"),
            ("/v1/search?now=2025-07-21T00:00:00Z", "unknown-parameter", "now"),
            ("/v1/search?limit=101", "invalid-parameter", "limit"),
            ("/v1/search?limit=ten", "invalid-parameter", "limit"),
            ("/v1/search?limit=1&limit=1", "invalid-parameter", "limit"),
            ("/v1/search?page=0", "invalid-parameter", "page"),
            ("/v1/search?facets=price", "invalid-parameter", "facets"),
            ("/v1/search?fields=price", "invalid-parameter", "fields"),
            ("/v1/search?from=yesterday", "invalid-parameter", "from"),
            ("/v1/search?tz=Mars", "invalid-parameter", "tz"),
            ("/v1/search?q=a%00b", "invalid-parameter", "q"),
            ("/v1/search?q=" + "x" * 4097, "too-large", "q"),
            ("/v1/articles/rail-1?q=x", "unknown-parameter", "q"),
        ]:
            with self.subTest(target[:60]):
                self.problem(target, 400, code, parameter)
        self.problem("/v2/search", 404, "not-found")

    def test_describes_itself(self):
        document = self.daemon.json("/openapi.json")
        self.assertEqual(document["openapi"], "3.1.0")
        self.assertTrue(document == daemon.CONTRACT.description, "the daemon describes what the sources do")  # what every answer of these tests is held against

    def test_every_route_has_the_methods_that_are_described(self):
        for path, operations in daemon.CONTRACT.description["paths"].items():
            with self.subTest(path):
                methods = {name.upper() for name in operations if name in ("get", "post", "head")}
                wanted = methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
                status, headers, _ = self.daemon.get(re.sub(r"\{\w+\}", "x", path), "OPTIONS")
                self.assertEqual((status, set(headers["Allow"].split(", "))), (204, wanted))

    def test_is_healthy_and_ready(self):
        self.assertEqual(self.daemon.json("/healthz"), {"status": "alive"})
        self.assertEqual(self.daemon.json("/readyz"), {"status": "ready"})

    def test_serves_a_commit_soon(self):
        index = daemon.Index(ARTICLES)
        self.addCleanup(index.remove)
        server = daemon.Daemon(index)
        self.addCleanup(server.close)
        first = self.search(server)["index"]["generation"]
        index.write("add", [{"id": "new", "title": "Zeppelin lands", "body": "It landed.", "published": "2025-08-01"}])
        for _ in range(300):  # half a second in fact; as long as it takes on a busy machine
            answer = self.search(server, q="zeppelin")
            if answer["index"]["generation"] > first:
                break
            time.sleep(0.1)
        self.assertEqual([hit["id"] for hit in answer["hits"]], ["new"])
        self.assertEqual(server.json("/v1/articles/new")["title"], "Zeppelin lands")
        self.assertEqual(server.stop(), 0)

    def test_starts_only_with_an_index_and_an_address(self):
        with tempfile.TemporaryDirectory() as empty:
            taken = f"127.0.0.1:{self.daemon.port}"
            for options, said in [
                (["--index", empty], "no index here"),
                (["--index", empty + "/nothing"], "no index here"),
                (["--index", self.index.path, "--listen", taken], re.escape(taken.split(":")[1])),
                (["--index", self.index.path, "--listen", "nonsense:80"], "nonsense"),
                (["--index", self.index.path, "--listen", "127.0.0.1:x"], "--listen"),
                (["--index", self.index.path, "--listen", "127.0.0.1:65536"], "--listen"),
                ([], "--index"),
                (["--index", self.index.path, "--workers", "many"], "--workers"),
                (["--index", self.index.path, "--nonsense"], "--nonsense"),
            ]:
                with self.subTest(options):
                    done = subprocess.run([daemon.SEARCHD, *options], capture_output=True, text=True, timeout=daemon.PATIENCE, check=False)
                    self.assertEqual((done.returncode, done.stdout), (2, ""))
                    self.assertRegex(done.stderr, said)
        for option, said in (("--help", "Examples:"), ("--version", "newshound-searchd ")):
            done = subprocess.run([daemon.SEARCHD, option], capture_output=True, text=True, timeout=daemon.PATIENCE, check=True)
            self.assertIn(said, done.stdout)


if __name__ == "__main__":
    daemon.main()
