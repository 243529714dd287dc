"""make_requests.py QUERIES.jsonl [SHORT.jsonl] > REQUESTS: query strings for compare_engines.

QUERIES.jsonl: structured queries, as bench/compare/queries.py makes them; SHORT.jsonl: {"query": …} with +a, quotes and
bare words, where bare words mean OR. Every request asks for ten hits, three facets and a histogram.
"""
import json
import sys
from urllib.parse import urlencode

BASE = {"sort": "relevance", "facets": "outlet,topic,place", "histogram": "month", "limit": "10"}


def structured(query):
    parts = []
    if query["kind"] == "boolean":
        parts += [f"+{word}" for word in query["must"]]
        if query.get("any"):
            parts.append("(" + " OR ".join(query["any"]) + ")")
        parts += [f"-{word}" for word in query.get("not", [])]
    else:
        joiner = " OR " if query.get("op") == "or" else " "
        if query.get("terms"):
            parts.append(joiner.join(query["terms"]))
        if query.get("phrase"):
            parts.append('"' + " ".join(query["phrase"]) + '"')
        if query.get("prefix"):
            parts.append(query["prefix"] + "*")
    fields = dict(BASE, q=" ".join(parts))
    for name, value in query.get("filter", {}).items():
        fields[name] = value
    return urlencode(fields)


def short(text):
    bare = [part for part in text.split() if not part.startswith("+")] if '"' not in text else []
    return urlencode(dict(BASE, q=" OR ".join(bare) if len(bare) > 1 else text))


for line in open(sys.argv[1], encoding="utf-8"):
    print(structured(json.loads(line)))
if len(sys.argv) > 2:
    for line in open(sys.argv[2], encoding="utf-8"):
        print(short(json.loads(line)["query"]))
