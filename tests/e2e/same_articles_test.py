#!/usr/bin/env python3
"""The same articles through JSON Lines, mapped JSON, CSV, RSS and ninjs give the same terms, the same facets and the same texts.

Writes the articles of a JSON Lines file in each of these formats, builds an index of each (--language en --no-infer), and compares every
term with its frequencies (xapian-delve), the facets, and the exported articles, white space aside. A test runs it on the articles of
corpus/sample; a person may start it with any file:

Usage: same_articles_test.py --bin BUILD/bin [--limit N] FILE-OR-FOLDER...      (files: .jsonl or .jsonl.gz)
"""

import argparse
import csv
import datetime
import email.utils
import gzip
import html
import json
import os
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

FIELDS = ("id", "url", "title", "standfirst", "body", "outlet", "topics", "places", "authors", "published")
FACETS = ("outlet", "topic", "author", "place")
LISTS = ("topics", "places", "authors")

JSON_MAP = """
items = "answer.docs"
[fields]
id = "key"
url = "web.address"
title = "head"
standfirst = "sub"
body = "text"
outlet = "source.name"
topics = "tags[].label"
places = "where"
authors = "by[].person.name"
published = { path = "when", format = "unix" }
"""
CSV_MAP = """
delimiter = ";"
[fields]
id = "Key"
url = "Address"
title = "Headline"
standfirst = "Summary"
body = "Full text"
outlet = "Source"
topics = { path = "Tags", separator = "|" }
places = { path = "Where", separator = "|" }
authors = { path = "By", separator = "|" }
published = { path = "Date", format = "%d/%m/%Y %H:%M:%S" }
"""


def articles_of(paths, limit):
    """Articles as this test can say them in every format: dated to the second, visible, without fields that a format has no place for."""
    articles = []
    for path in paths:
        opened = gzip.open if path.endswith(".gz") else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if len(articles) == limit:
                    return articles
                given = json.loads(line)
                article = {name: given[name] for name in FIELDS if given.get(name)}
                if "body_html" in given or given.get("status", "usable") != "usable" or "embargoed_until" in given or "expires" in given:
                    continue
                if not isinstance(article.get("id", ""), str) or any(isinstance(article.get(name), str) for name in LISTS):
                    continue
                if any("|" in value or "," in value for name in LISTS for value in article.get(name, [])):
                    continue
                if "published" in article and len(article["published"]) != 20:
                    continue
                if "id" not in article or not (article.get("title") or article.get("body")):
                    continue
                if not article.get("body"):
                    article.pop("standfirst", None)  # a feed's only text is its body
                articles.append(article)
    return articles


def moment(article):
    if "published" not in article:
        return None
    return datetime.datetime.strptime(article["published"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)


def write_lines(articles, path):
    with open(path, "w", encoding="utf-8") as out:
        for article in articles:
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


def write_mapped(articles, path):
    """Indented, inside of a document, with names of its own and numbers for times."""
    docs = []
    for article in articles:
        when = moment(article)
        docs.append({
            "key": article["id"], "web": {"address": article.get("url")}, "head": article.get("title"), "sub": article.get("standfirst"),
            "text": article.get("body"), "source": {"name": article.get("outlet")}, "tags": [{"label": topic} for topic in article.get("topics", [])],
            "where": article.get("places", []), "by": [{"person": {"name": name}} for name in article.get("authors", [])],
            "when": None if when is None else str(int(when.timestamp())),
        })
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"status": "OK", "answer": {"found": len(docs), "docs": docs}}, out, indent=2, ensure_ascii=True)


def write_csv(articles, path):
    with open(path, "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(("Key", "Address", "Headline", "Summary", "Full text", "Source", "Tags", "Where", "By", "Date", "Unused"))
        for article in articles:
            when = moment(article)
            rows.writerow((article["id"], article.get("url", ""), article.get("title", ""), article.get("standfirst", ""), article.get("body", ""),
                           article.get("outlet", ""), "|".join(article.get("topics", [])), "|".join(article.get("places", [])),
                           "|".join(article.get("authors", [])), "" if when is None else when.strftime("%d/%m/%Y %H:%M:%S"), "x"))


def as_html(text):
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in text.split("\n\n") if part.strip())


def write_rss(articles, path):
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
                  'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title></title>\n')
        for article in articles:
            out.write(f'<item><guid isPermaLink="false">{escape(article["id"])}</guid>')
            if article.get("url"):
                out.write(f'<link>{escape(article["url"])}</link>')
            if article.get("title"):
                out.write(f'<title>{escape(html.escape(article["title"], quote=False))}</title>')
            if article.get("standfirst"):
                out.write(f'<description>{escape(html.escape(article["standfirst"], quote=False))}</description>')
            if article.get("body"):
                out.write(f'<content:encoded><![CDATA[{as_html(article["body"])}]]></content:encoded>')
            if article.get("outlet"):
                out.write(f'<dc:publisher>{escape(article["outlet"])}</dc:publisher>')
            out.writelines(f"<category>{escape(html.escape(topic, quote=False))}</category>" for topic in article.get("topics", []))
            out.writelines(f"<dc:coverage>{escape(html.escape(place, quote=False))}</dc:coverage>" for place in article.get("places", []))
            out.writelines(f"<dc:creator>{escape(name)}</dc:creator>" for name in article.get("authors", []))
            when = moment(article)
            if when is not None:
                out.write(f"<pubDate>{email.utils.format_datetime(when)}</pubDate>")
            out.write("</item>\n")
        out.write("</channel></rss>\n")


def write_ninjs(articles, path):
    items = []
    for article in articles:
        item = {"standard": {"name": "ninjs", "version": "2.1"}, "uri": article.get("url") or article["id"], "type": "text",
                "altids": [{"role": "id", "value": article["id"]}], "versioncreated": article.get("published"),
                "headlines": [{"role": "main", "value": article.get("title", "")}],
                "bodies": [{"role": "main", "contenttype": "text/plain", "value": article.get("body", "")}],
                "descriptions": [{"role": "summary", "value": article.get("standfirst", "")}],
                "subjects": [{"name": topic} for topic in article.get("topics", [])], "places": [{"name": place} for place in article.get("places", [])],
                "creators": [{"name": name} for name in article.get("authors", [])], "provider": {"name": article.get("outlet", "")}}
        items.append({name: value for name, value in item.items() if value is not None})
    with open(path, "w", encoding="utf-8") as out:
        json.dump(items, out, ensure_ascii=False)


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr.decode('utf-8', 'replace')[:4000]}")
    return done.stdout.decode("utf-8")


def look_at(programs, index):
    """Terms with their frequencies, facets, and texts with white space squeezed."""
    segments = os.path.join(index, "segments")
    terms = []
    for segment in sorted(os.listdir(segments)):
        terms += run("xapian-delve", "-a", "-v", "-1", os.path.join(segments, segment, "postings")).splitlines()[1:]
    query = os.path.join(programs, "newshound")
    facets = {name: run(query, "facets", "--index", index, "--facets", name, "--facets-limit", "1000", "") for name in FACETS}
    texts = {}
    for line in run(os.path.join(programs, "newshound-indexer"), "export", index).splitlines():
        article = json.loads(line)
        known = {name: article.get(name) for name in (*FIELDS, "language")}
        for name in ("title", "standfirst", "body"):
            known[name] = " ".join((known[name] or "").split())
        texts[article["id"]] = known
    return {"terms": terms, "facets": facets, "texts": texts}


def difference(name, what, first, other):
    """The first difference, for people; None if there is none."""
    if first == other:
        return None
    if isinstance(first, list):
        gone, new = sorted(set(first) - set(other)), sorted(set(other) - set(first))
        return f"{name}: {what} differ: {len(gone)} only in JSON Lines ({gone[:3]}), {len(new)} only here ({new[:3]})"
    for key in first:
        if first[key] != other.get(key):
            return f"{name}: {what} differ at {key}:\n  {str(first[key])[:1500]}\n  {str(other.get(key))[:1500]}"
    return f"{name}: {what}: there are more than in JSON Lines"


FORMATS = {  # file, writer, mapping
    "JSON Lines": ("articles.jsonl", write_lines, None),
    "mapped JSON": ("articles.json", write_mapped, JSON_MAP),
    "CSV": ("articles.csv", write_csv, CSV_MAP),
    "RSS": ("feed.xml", write_rss, None),
    "ninjs": ("items.json", write_ninjs, None),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--limit", type=int, default=-1)
    parser.add_argument("articles", nargs="+")
    options = parser.parse_args()
    files = []
    for path in options.articles:
        inside = sorted(os.path.join(path, name) for name in os.listdir(path) if name.endswith(".jsonl")) if os.path.isdir(path) else [path]
        files += inside
    articles = articles_of(files, options.limit)
    problems, first = [], None
    with tempfile.TemporaryDirectory(prefix="newshound-formats-") as folder:
        for name, (file, write, mapping) in FORMATS.items():
            path, index = os.path.join(folder, file), os.path.join(folder, name.replace(" ", "-") + ".index")
            write(articles, path)
            command = [os.path.join(options.bin, "newshound-indexer"), "build", index, path, "--language", "en", "--no-infer"]
            if mapping is not None:
                with open(path + ".toml", "w", encoding="utf-8") as out:
                    out.write(mapping)
                command += ["--map", path + ".toml"]
            run(*command)
            seen = look_at(options.bin, index)
            print(f"{name}: {len(seen['texts'])} articles, {len(seen['terms'])} terms")
            if first is None:
                first = seen
                if len(seen["texts"]) != len(articles) or not articles:
                    problems.append(f"{name}: {len(articles)} articles were written")
                continue
            problems += [problem for what in seen if (problem := difference(name, what, first[what], seen[what])) is not None]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
