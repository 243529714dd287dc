#!/usr/bin/env python3
"""queries.py CORPUS.jsonl [--count 500] [--seed 1] > QUERIES.jsonl: structured queries made of a corpus, the same at every call.

Words are taken from titles (phrases from titles and bodies too), so that every query but some boolean and filtered ones finds something. A
line has "id", "kind" and what the kind needs:
  words    terms[1..4], op "and" or "or" (half each)                   45 %
  phrase   phrase[2..3], words that follow one another in an article   15 %
  boolean  must[], any[], not[]                                        15 %
  filter   terms[1..2] and filter{from, to, outlet, topic}             15 %
  prefix   terms[0..1] and the first 3 to 5 letters of a word          10 %
Words are letters and digits alone, in lower case, without the English stop words, and stand in three articles or more. At most 30,000
articles, spread evenly over the corpus, are looked at.
"""
import argparse
import collections
import json
import random
import re
import sys

MOST_ARTICLES = 30000
SHARES = (("words", 45), ("phrase", 15), ("boolean", 15), ("filter", 15), ("prefix", 10))
STOP_WORDS = set("""a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to
was will with near adj xor from has have he his its were which would been had more than after also who she them us s t you we i""".split())
WORD = re.compile(r"[^\W_]+")
PLAIN = re.compile(r"[a-z0-9]+$")


def read_sample(path):
    """Every k-th article, so that there are at most MOST_ARTICLES."""
    with open(path, "rb") as lines:
        total = sum(1 for _ in lines)
    step = max(1, -(-total // MOST_ARTICLES))
    articles = []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                article = json.loads(line)
                if article.get("title"):
                    articles.append(article)
    return articles


def text_of(article):
    return article["title"] + "\n" + article.get("body", "")


class Maker:
    """Draws queries from a sample of articles."""

    def __init__(self, articles, seed):
        self.random = random.Random(seed)
        self.articles = articles
        self.frequency = collections.Counter()
        self.outlets, self.topics = collections.Counter(), collections.Counter()
        for article in articles:
            self.frequency.update(set(WORD.findall(text_of(article).lower())))
            self.outlets.update([article["outlet"]] if article.get("outlet") else [])
            self.topics.update(article.get("topics") or [])
        self.days = sorted(article["published"][:10] for article in articles if article.get("published"))

    def is_good(self, word):
        return 3 <= len(word) <= 14 and PLAIN.match(word) and word not in STOP_WORDS and self.frequency[word] >= 3

    def title_words(self, wanted):
        """An article, and `wanted` different words of its title in their order."""
        while True:
            article = self.random.choice(self.articles)
            words = list(dict.fromkeys(word for word in WORD.findall(article["title"].lower()) if self.is_good(word)))
            if len(words) >= wanted:
                return article, [words[i] for i in sorted(self.random.sample(range(len(words)), wanted))]

    def words(self, number):
        wanted = self.random.choices([1, 2, 3, 4], [25, 40, 25, 10])[0]
        return {"terms": self.title_words(wanted)[1], "op": "or" if number % 2 else "and"}

    def phrase(self, _):
        while True:
            article = self.random.choice(self.articles)
            text = (article["title"] if self.random.random() < 0.5 else article.get("body") or article["title"]).lower()
            words = list(WORD.finditer(text))
            wanted = self.random.choice([2, 2, 3])
            if len(words) < wanted:
                continue
            first = self.random.randrange(len(words) - wanted + 1)
            chosen = words[first:first + wanted]
            between = (text[a.end():b.start()] for a, b in zip(chosen, chosen[1:]))
            if all(self.is_good(word.group()) for word in chosen) and all(gap.isspace() for gap in between):
                return {"phrase": [word.group() for word in chosen]}

    def boolean(self, number):
        words = self.title_words(3)[1]
        shapes = ({"must": words[:1], "any": words[1:], "not": []}, {"must": words[:2], "any": [], "not": words[2:]},
                  {"must": words[:1], "any": [], "not": words[1:2]})
        return shapes[number % 3]

    def filter(self, number):
        article, words = self.title_words(self.random.choice([1, 2]))
        wanted = {}
        shape = number % 5
        if shape in (0, 3) and self.days:
            a, b = sorted(self.random.choice(self.days) for _ in range(2))
            wanted.update({"from": a, "to": b})
        if shape in (1, 3, 4) and self.outlets:
            wanted["outlet"] = article.get("outlet") or self.draw(self.outlets)
        if shape in (2, 4) and self.topics:
            wanted["topic"] = (article.get("topics") or [self.draw(self.topics)])[0]
        return {"terms": words, "op": "and", "filter": wanted}

    def prefix(self, _):
        while True:
            words = self.title_words(self.random.choice([1, 2, 2]))[1]
            if len(words[-1]) >= 5:
                return {"terms": words[:-1], "op": "and", "prefix": words[-1][:self.random.randrange(3, min(6, len(words[-1])))]}

    def draw(self, counter):
        return self.random.choices(list(counter), list(counter.values()))[0]

    def queries(self, count):
        made = []
        for kind, share in SHARES:
            for number in range(max(1, count * share // 100)):
                made.append({"kind": kind, **getattr(self, kind)(number)})
        self.random.shuffle(made)
        return [{"id": number, **query} for number, query in enumerate(made)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("corpus")
    arguments.add_argument("--count", type=int, default=500)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    for query in Maker(read_sample(options.corpus), options.seed).queries(options.count):
        print(json.dumps(query, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
