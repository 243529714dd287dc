"""boilerplate_test.py --bin DIR: what an outlet repeats on its pages is neither found nor shown, and no sentence of its articles is lost.

The pages are those of made_up_outlet.py: 50 of an outlet, in four languages, as text and as HTML.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

import made_up_outlet

ARGUMENTS = argparse.ArgumentParser()
ARGUMENTS.add_argument("--bin", required=True)
OPTIONS, REST = ARGUMENTS.parse_known_args()
PAGES = 50


def run(*command, codes=(0,)):
    done = subprocess.run([os.path.join(OPTIONS.bin, command[0]), *command[1:]], capture_output=True, text=True, timeout=120, check=False)
    if done.returncode not in codes:
        raise AssertionError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout[:2000]}{done.stderr[:2000]}")
    return done.stdout


def words_of(text):
    return set(re.findall(r"[^\W\d_]+", text.lower()))


class Boilerplate(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="newshound-boilerplate-")
        self.addCleanup(holder.cleanup)
        self.folder = holder.name
        self.index = os.path.join(self.folder, "index")

    def write(self, pages, how, folder="pages"):
        os.makedirs(os.path.join(self.folder, folder), exist_ok=True)
        for page in pages:
            path = os.path.join(self.folder, folder, f"{page.language}-{page.number}-{how}")
            with open(path, "w", encoding="utf-8") as out:
                out.write(page.text() if how == "text" else page.html())
        return os.path.join(self.folder, folder)

    def exported(self):
        return [json.loads(line) for line in run("newshound-indexer", "export", self.index).splitlines()]

    def hits(self, queries):
        """How many hits each query has, by the query."""
        path = os.path.join(self.folder, "queries.tsv")
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(f"{number}\t{query}\n" for number, query in enumerate(queries))
        answers = [json.loads(line) for line in run("newshound", "batch", "--index", self.index, "--exact", "1", "--limit", "1", "--format",
                                                    "jsonl", path, codes=(0, 1)).splitlines()]
        self.assertEqual([answer["id"] for answer in answers], [str(number) for number in range(len(queries))])
        return {query: answer["total"]["value"] for query, answer in zip(queries, answers)}

    def assert_clean(self, pages):
        """The articles of `pages` are whole, each sentence in its place, and nothing else is found or shown."""
        articles = {article["title"]: article for article in self.exported()}
        self.assertEqual(set(articles), {page.title for page in pages})
        for page in pages:
            self.assertEqual(articles[page.title]["body"].split("\n\n"), page.paragraphs, page.url)
        ours = set().union(*(words_of(text) for page in pages for text in (page.title, page.outlet, *page.paragraphs)))
        languages = sorted({page.language for page in pages})
        lines = [line for language in languages for line in made_up_outlet.form_lines(language)]
        foreign = sorted(set().union(*map(words_of, lines)) - ours)
        self.assertGreater(len(foreign), 15 * len(languages))
        self.assertEqual({word: count for word, count in self.hits(foreign).items() if count}, {})
        phrases = [f'"{line}"' for line in lines]
        self.assertEqual({phrase: count for phrase, count in self.hits(phrases).items() if count}, {})
        # The other side of the same question: what is there is found.
        self.assertNotIn(0, self.hits([f'"{page.paragraphs[0]}"' for page in pages[:10]]).values())
        shown = run("newshound", "search", "--index", self.index, "--format", "json", "--limit", "1000", "--fields", "id,title,standfirst,body")
        self.assertEqual(json.loads(shown)["total"]["value"], len(pages))
        self.assertEqual(words_of(" ".join(self.texts(json.loads(shown)["hits"]))) & set(foreign), set())

    def texts(self, value):
        """All strings of a JSON value."""
        if isinstance(value, str):
            return [value]
        members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        return [text for member in members for text in self.texts(member)]

    def test_each_language_as_text_and_as_html(self):
        for language in made_up_outlet.LANGUAGES:
            for how in ("text", "html"):
                with self.subTest(language=language, how=how):
                    pages = made_up_outlet.pages_of(language, PAGES + 1, seed=7)
                    run("newshound-indexer", "build", self.index, self.write(pages[:PAGES], how, f"{language}-{how}"), "--language", language)
                    self.assert_clean(pages[:PAGES])
                    self.assert_listed(language)
                    # The form of a page that comes later goes too, and merging changes nothing.
                    run("newshound-indexer", "add", self.index, self.write(pages[PAGES:], how, f"{language}-{how}-later"), "--language", language)
                    self.assert_clean(pages)
                    again = run("newshound-indexer", "add", self.index, os.path.join(self.folder, f"{language}-{how}-later"), "--language", language)
                    self.assertIn("0 new, 0 updated, 1 unchanged", again)
                    before = run("newshound-indexer", "export", self.index).splitlines()
                    run("newshound-indexer", "merge", self.index, "--all")
                    self.assertEqual(sorted(run("newshound-indexer", "export", self.index).splitlines()), sorted(before))
                    run("newshound-indexer", "check", self.index)

    def assert_listed(self, language):
        listed = json.loads(run("newshound-indexer", "stats", self.index, "--boilerplate", "--json"))["boilerplate"]
        self.assertEqual({entry["outlet"] for entry in listed}, {made_up_outlet.LANGUAGES[language]["outlet"]})
        said = [made_up_outlet.LANGUAGES[language]["count"].format(number) for number in range(1, 5)]
        for entry in listed:
            self.assertIn(entry["text"], [*made_up_outlet.form_lines(language), *said])
            self.assertEqual((entry["varies"], entry["of"]), (entry["text"] in said, PAGES))
            self.assertAlmostEqual(entry["share"], entry["pages"] / PAGES)
        plain = run("newshound-indexer", "stats", self.index, "--boilerplate")
        self.assertTrue(plain.startswith(made_up_outlet.LANGUAGES[language]["outlet"] + "\n"), plain)
        self.assertEqual(len(plain.splitlines()), len(listed) + 1)

    def test_one_outlet_in_three_languages_and_both_forms(self):
        pages = []
        for number, language in enumerate(("en", "de", "fr")):
            for page in made_up_outlet.pages_of(language, PAGES // 3, seed=11 + number):
                page.outlet = "Triglott Post"
                pages.append(page)
        for half, how in ((pages[::2], "text"), (pages[1::2], "html")):
            folder = self.write(half, how)
        run("newshound-indexer", "build", self.index, folder)
        self.assert_clean(pages)

    def test_each_article_as_text_and_as_html(self):
        # A hundred pages, fifty articles: what only the text or only the page still has counts for the article.
        pages = made_up_outlet.pages_of("fr", PAGES, seed=31)
        for how in ("text", "html"):
            folder = self.write(pages, how)
        run("newshound-indexer", "build", self.index, folder)
        bodies = [(article["title"], article["body"].split("\n\n")) for article in self.exported()]
        self.assertEqual(sorted(bodies), sorted(2 * [(page.title, page.paragraphs) for page in pages]))

    def test_copies_have_no_vote(self):
        # Four articles on ten addresses each are repeated, but by no outlet: they are copies. So nothing of theirs goes.
        pages = made_up_outlet.pages_of("en", PAGES, seed=3)
        copied = made_up_outlet.pages_of("en", 4, seed=99)
        everything = list(pages)
        for number in range(40):
            page = made_up_outlet.Page.__new__(made_up_outlet.Page)
            page.__dict__.update(copied[number % 4].__dict__)
            page.number, page.title = 1000 + number, f"{copied[number % 4].title} {number // 4}"
            page.url = f"https://quillmark.example/en/copy/{number}"
            everything.append(page)
        run("newshound-indexer", "build", self.index, self.write(everything, "html"))
        self.assert_clean(everything)

    def test_records_keep_what_they_say(self):
        pages = made_up_outlet.pages_of("en", PAGES, seed=5)
        line = made_up_outlet.LANGUAGES["en"]["legal"]
        folder = self.write(pages, "html")
        with open(os.path.join(folder, "records.jsonl"), "w", encoding="utf-8") as out:
            for number in range(PAGES):
                out.write(json.dumps({"id": f"r{number}", "title": f"Record {number}", "outlet": "Quillmark Post",
                                      "body": f"Only record {number} says so of the {made_up_outlet.NAMES[number % 12]} estate.\n\n{line}"}) + "\n")
        run("newshound-indexer", "build", self.index, folder)
        bodies = {article["title"]: article["body"] for article in self.exported()}
        for number in range(PAGES):
            self.assertTrue(bodies[f"Record {number}"].endswith("\n\n" + line))
        for page in pages:
            self.assertEqual(bodies[page.title].split("\n\n"), page.paragraphs)
        self.assertEqual(self.hits([f'"{line}"'])[f'"{line}"'], PAGES)

    def test_records_alone_teach_nothing(self):
        folder = os.path.join(self.folder, "records")
        os.makedirs(folder)
        with open(os.path.join(folder, "records.jsonl"), "w", encoding="utf-8") as out:
            for number in range(PAGES):
                out.write(json.dumps({"id": f"r{number}", "title": f"Record {number}", "outlet": "Quillmark Post", "body": "All records say the same thing."}) + "\n")
        run("newshound-indexer", "build", self.index, folder)
        self.assertEqual(json.loads(run("newshound-indexer", "stats", self.index, "--boilerplate", "--json")), {"boilerplate": []})
        self.assertEqual(len([article for article in self.exported() if article["body"] == "All records say the same thing."]), PAGES)

    def test_the_list_survives_a_rebuild_from_an_export(self):
        pages = made_up_outlet.pages_of("de", PAGES + 1, seed=21)
        run("newshound-indexer", "build", self.index, self.write(pages[:PAGES], "html"))
        old, listed = self.index, run("newshound-indexer", "stats", self.index, "--boilerplate")
        lines = os.path.join(self.folder, "all.jsonl")
        with open(lines, "w", encoding="utf-8") as out:
            out.write(run("newshound-indexer", "export", old))
        known = os.path.join(old, "settings-000001", "boilerplate")
        self.index = os.path.join(self.folder, "rebuilt")
        run("newshound-indexer", "build", self.index, lines, "--boilerplate", known)
        self.assertEqual(run("newshound-indexer", "stats", self.index, "--boilerplate"), listed)
        run("newshound-indexer", "add", self.index, self.write(pages[PAGES:], "html", "later"))
        self.assert_clean(pages)
        extracted = json.loads(run("newshound-indexer", "extract", "--boilerplate", known, os.path.join(self.folder, "later", f"de-{PAGES}-html")))
        self.assertEqual(extracted["body"].split("\n\n"), pages[PAGES].paragraphs)
        done = subprocess.run([os.path.join(OPTIONS.bin, "newshound-indexer"), "build", self.index, lines], capture_output=True, text=True, timeout=120, check=True)
        self.assertIn("--boilerplate " + self.index, done.stderr, "a build that forgets it says so")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *REST])
