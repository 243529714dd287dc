#!/usr/bin/env python3
"""newshound-corpus-generate: equal seeds give equal bytes, the text has the laws that it claims, and wrong options are refused.

Usage: generate_test.py PROGRAM
"""

import collections
import hashlib
import json
import re
import subprocess
import sys
import unittest

PROGRAM = ""
WORD = re.compile(r"[^\W\d_]+")
# Pins the bytes: whoever changes them on purpose writes the new value here, and looks at figures measured on generated corpora.
FIRST_100_SHA256 = "89003846afc818fdb8a5b50dd8b09faf94e1fe4cdc8f9ee3c2b642a7ae5a6228"


def generate(*options):
    return subprocess.run([PROGRAM, *options], stdout=subprocess.PIPE, check=True).stdout


def articles(*options):
    return [json.loads(line) for line in generate(*options).decode("utf-8").splitlines()]


def vocabulary(made):
    return {word for article in made for word in WORD.findall(article["body"].lower())}


class GenerateTest(unittest.TestCase):
    def test_equal_seeds_give_equal_bytes(self):
        first = generate("--articles", "300", "--seed", "5")
        self.assertEqual(first, generate("--articles", "300", "--seed", "5"))
        self.assertNotEqual(first, generate("--articles", "300", "--seed", "6"))

    def test_a_longer_corpus_begins_with_the_shorter(self):
        self.assertTrue(generate("--articles", "50").startswith(generate("--articles", "20")))

    def test_bytes_are_the_same_on_every_machine(self):
        self.assertEqual(FIRST_100_SHA256, hashlib.sha256(generate("--articles", "100")).hexdigest())

    def test_articles_are_whole(self):
        made = articles("--articles", "400", "--words", "120", "--outlets", "7", "--topics", "30", "--from", "2024-02-28", "--to", "2024-03-01")
        self.assertEqual(400, len(made))
        self.assertEqual(400, len({article["id"] for article in made}))
        self.assertEqual({"2024-02-28", "2024-02-29", "2024-03-01"}, {article["published"][:10] for article in made})
        self.assertEqual(7, len({article["outlet"] for article in made}))
        for article in made:
            self.assertTrue(article["title"] and article["body"] and article["authors"] and article["topics"] and article["places"])
            self.assertEqual("en", article["language"])
        mean = sum(len(article["body"].split()) for article in made) / len(made)
        self.assertTrue(110 < mean < 145, mean)
        self.assertTrue(any("\n\n" in article["body"] for article in made))

    def test_vocabulary_grows_with_the_corpus(self):
        made = articles("--articles", "2000")
        small, large = len(vocabulary(made[:200])), len(vocabulary(made))
        self.assertGreater(large, 3 * small)

    def test_outlets_topics_and_words_follow_zipf(self):
        made = articles("--articles", "2000")
        for field in (lambda a: [a["outlet"]], lambda a: a["topics"][:1], lambda a: WORD.findall(a["body"].lower())):
            counts = [count for _, count in collections.Counter(value for article in made for value in field(article)).most_common()]
            self.assertGreater(counts[0], 5 * counts[len(counts) // 2])

    def test_words_are_inflected_and_titles_share_words_with_bodies(self):
        made = articles("--articles", "500")
        words = vocabulary(made)
        whole_families = [word for word in words if {word + "s", word + "ed", word + "ing", word + "er"} <= words]
        self.assertGreater(len(whole_families), 50)
        stems = [({w[:4] for w in WORD.findall(a["title"].lower())}, {w[:4] for w in WORD.findall(a["body"].lower())}) for a in made]
        self.assertGreater(sum(bool(title & body) for title, body in stems), 490)

    def test_phrases_recur(self):
        triples = collections.Counter()
        for article in articles("--articles", "500"):
            words = article["body"].lower().split()
            triples.update({t for t in zip(words, words[1:], words[2:]) if all(len(word) > 3 for word in t)})
        self.assertGreater(triples.most_common(1)[0][1], 20)

    def test_other_languages_have_their_own_small_words(self):
        for language, words in {"de": {"und", "für"}, "fr": {"les", "été"}, "es": {"los", "según"}}.items():
            made = articles("--articles", "50", "--language", language)
            self.assertTrue(words <= vocabulary(made), language)
            self.assertEqual({language}, {article["language"] for article in made})

    def test_wrong_options_are_refused(self):
        for options, word in [(("--topics", "0"), "topics"), (("--articles", "x"), "articles"), (("--from", "2025-02-30"), "from"),
                              (("--from", "2025-02-02", "--to", "2025-02-01"), "before"), (("--language", "tlh"), "language"),
                              (("--nonsense",), "nonsense"), (("--words", "1"), "words")]:
            done = subprocess.run([PROGRAM, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            self.assertEqual((2, b""), (done.returncode, done.stdout), options)
            self.assertIn(word, done.stderr.decode())

    def test_help_has_examples(self):
        self.assertIn(b"Examples:", generate("--help"))


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
