#!/usr/bin/env python3
"""InstantSearch's requests over HTTP: answers against schemas/openapi.yaml, and against what /v1/search says.

Usage: instant_test.py SEARCHD INDEXER SCHEMAS
"""
import contextlib
import http.client
import json
import unittest
import urllib.parse

import daemon


class InstantTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.index = daemon.Index(daemon.sample())
        cls.addClassCleanup(cls.index.remove)
        cls.daemon = daemon.Daemon(cls.index)
        cls.addClassCleanup(cls.daemon.close)

    def post(self, body, target="/1/indexes/*/queries", content_type="text/plain"):
        client = http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=daemon.PATIENCE)
        with contextlib.closing(client):
            client.request("POST", target, body if isinstance(body, bytes) else json.dumps(body), {"Content-Type": content_type})
            response = client.getresponse()
            answer = response.read()
            daemon.CONTRACT.check("POST", target, response.status, response.headers, answer)
            return response.status, json.loads(answer)

    def results(self, *requests):
        batch = {"requests": list(requests)}
        daemon.CONTRACT.validate({"$ref": "#/components/schemas/InstantBatch"}, batch)
        status, answer = self.post(batch)
        self.assertEqual(status, 200, answer)
        self.assertEqual(len(answer["results"]), len(requests))
        return answer["results"]

    def test_agrees_with_search(self):
        for query, index, sort in (("rail", "articles", "best"), ("strike -number3", "articles_relevance", "relevance"), ("rail", "articles_oldest", "oldest"),
                                   ("", "articles_newest", "newest"), ('"rail workers" number1', "articles", "best")):
            own = self.daemon.json("/v1/search?" + urllib.parse.urlencode({"q": query, "sort": sort, "limit": 7, "facets": "outlet,topic", "facets.limit": 100}))
            got, = self.results({"indexName": index, "params": {"query": query, "hitsPerPage": 7, "facets": ["outlet", "topics"], "queryType": "prefixNone"}})
            self.assertEqual([hit["objectID"] for hit in got["hits"]], [hit["id"] for hit in own["hits"]])
            self.assertEqual(got["nbHits"], own["total"]["value"])
            self.assertEqual(got["nbPages"], -(-got["nbHits"] // 7))
            for name, facet in (("outlet", "outlet"), ("topics", "topic")):
                self.assertEqual(got["facets"][name], {bucket["value"]: bucket["count"] for bucket in own["facets"][facet]["buckets"]})

    def test_takes_any_content_type_and_both_spellings_of_the_path(self):
        body = {"requests": [{"indexName": "articles", "params": "query=number17&hitsPerPage=1"}]}
        for target in ("/1/indexes/*/queries", "/1/indexes/%2A/queries?x-algolia-agent=x&x-algolia-api-key=y"):
            for content_type in ("application/json", "application/x-www-form-urlencoded", "text/plain"):
                status, answer = self.post(body, target, content_type)
                self.assertEqual((status, answer["results"][0]["hits"][0]["objectID"]), (200, "rail-17"))

    def test_says_what_is_wrong(self):
        for body, status, part in ((b"{", 400, "byte 2"), (b"\xff", 400, "UTF-8"), ({"requests": [{"indexName": "x"}]}, 404, "articles_newest"),
                                   ({"requests": [{"indexName": "articles", "hitsPerPag": 5}]}, 400, "hitsPerPage")):
            got, error = self.post(body)
            self.assertEqual((got, error["status"]), (status, status))
            self.assertEqual(set(error), {"message", "status"})
            self.assertIn(part, error["message"])

    def test_facet_search_by_its_own_route(self):
        status, answer = self.post({"params": "facetQuery=st&query=rail"}, "/1/indexes/articles/facets/outlet/query")
        self.assertEqual(status, 200)
        self.assertEqual(answer["facetHits"], [{"value": "Daily Star", "highlighted": "Daily <em>St</em>ar", "count": 10}])
        self.assertEqual(self.post({}, "/1/indexes/articles/facets/url/query")[0], 400)

    def test_hides_what_is_hidden(self):
        hidden = {"indexName": "articles", "params": {"query": "secret", "typoTolerance": False, "facets": ["*"]}}
        typed = {"indexName": "articles", "params": {"query": "secr", "typoTolerance": False, "facets": ["*"]}}
        for result in self.results(hidden, typed):
            self.assertEqual((result["nbHits"], result["hits"], result["facets_stats"]), (0, [], {}))
            self.assertEqual(set(map(len, result["facets"].values())), {0})

    def test_examples_of_the_description_hold(self):
        body = daemon.CONTRACT.description["paths"]["/1/indexes/*/queries"]["post"]["requestBody"]
        for example in body["content"]["application/json"]["examples"].values():
            self.assertEqual(self.post(example["value"])[0], 200)


if __name__ == "__main__":
    daemon.main()
