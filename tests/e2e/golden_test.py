"""golden_test.py --bin DIR --source DIR: whole answers on the sample corpus, compared with tests/golden/*.json and validated against schemas/.

UPDATE_GOLDEN=1 writes the files anew; their diff is reviewed like code. Volatile members (took_ms) are masked.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import unittest

import jsonschema

ARGUMENTS = argparse.ArgumentParser()
ARGUMENTS.add_argument("--bin", required=True)
ARGUMENTS.add_argument("--source", required=True)
OPTIONS, REST = ARGUMENTS.parse_known_args()
GOLDEN = os.path.join(OPTIONS.source, "tests", "golden")
NOW = "2026-01-15T12:00:00Z"

# name: arguments of `newshound search`
CASES = {
    "everything_newest": ["--limit", "3", "--facets", "outlet,topic,lang", "--facets-limit", "3"],
    "words_best": ["port strike", "--limit", "3"],
    "words_relevance": ["port strike", "--sort", "relevance", "--limit", "3", "--facets", "outlet"],
    "phrase": ['"container terminal"', "--sort", "relevance", "--limit", "2"],
    "not_word": ["strike -port", "--sort", "newest", "--limit", "3"],
    "or_group_dates": ["(flood OR wildfire) date:2024", "--sort", "oldest", "--limit", "2", "--histogram", "month"],
    "title_field": ["title:bridge", "--sort", "newest", "--limit", "2"],
    "wildcard": ["tele*", "--sort", "newest", "--limit", "2"],
    "german_umlaut": ["hafen", "--lang", "de", "--limit", "2", "--sort", "relevance"],
    "multi_select": ["strike", "--outlet", "Harbour Post", "--facets", "outlet,topic", "--facets-limit", "5", "--limit", "1", "--sort", "newest"],
    "conjunctive": ["strike", "--outlet", "Harbour Post", "--facets", "outlet", "--facets-mode", "conjunctive", "--limit", "1", "--sort", "newest"],
    "excluded_outlet": ["strike", "--outlet=-Harbour Post", "--facets", "outlet", "--limit", "1", "--sort", "newest"],
    "no_hits": ["xylophonequake"],
    "lenient_repair": ['oil AND (bank "unclosed', "--limit", "1", "--sort", "newest"],
    "weeks_in_a_zone": ["bank", "--histogram", "quarter", "--tz", "America/New_York", "--limit", "1", "--sort", "newest"],
    "second_page": ["the", "--page", "2", "--limit", "2", "--sort", "newest"],
    "chosen_fields": ["bank", "--fields", "id,title,published", "--limit", "2", "--sort", "newest"],
}


class Golden(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory(prefix="newshound-golden-")
        cls.index = os.path.join(cls.holder.name, "index")
        subprocess.run([os.path.join(OPTIONS.bin, "newshound-indexer"), "build", cls.index, os.path.join(OPTIONS.source, "corpus", "sample")],
                       check=True, stdout=subprocess.DEVNULL, timeout=120)
        with open(os.path.join(OPTIONS.source, "schemas", "search-response.schema.json"), encoding="utf-8") as schema:
            cls.validator = jsonschema.Draft202012Validator(json.load(schema))

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def answer(self, arguments):
        done = subprocess.run([os.path.join(OPTIONS.bin, "newshound"), "search", "--index", self.index, "--now", NOW, "--format", "json", *arguments],
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0 if answer["total"]["value"] else 1, "exit code")
        return answer

    def test_answers(self):
        for name, arguments in CASES.items():
            with self.subTest(name):
                answer = self.answer(arguments)
                self.validator.validate(answer)
                answer["took_ms"] = 0
                path = os.path.join(GOLDEN, name + ".json")
                if os.environ.get("UPDATE_GOLDEN"):
                    with open(path, "w", encoding="utf-8") as out:
                        json.dump(answer, out, ensure_ascii=False, indent=1)
                        out.write("\n")
                with open(path, encoding="utf-8") as golden:
                    self.assertEqual(rounded(json.load(golden)), rounded(answer))

    def test_a_batch_has_marks_where_they_are_asked_for(self):
        whole = self.answer(["bank", "--limit", "1", "--fields", "id,highlight,link"])["hits"][0]
        self.assertIn("<mark>", whole["highlight"]["title"] + "".join(whole["highlight"]["snippets"]))
        for options, names in ((["--fields", "id,highlight,link"], set(whole)), (["--fields", "id,title"], {"id", "title"}), ([], None)):
            done = subprocess.run([os.path.join(OPTIONS.bin, "newshound"), "batch", "-", "--index", self.index, "--now", NOW, "--format", "jsonl", "--limit", "1", *options],
                                  input="1\tbank\n", capture_output=True, text=True, timeout=60, check=True)
            hit = json.loads(done.stdout)["hits"][0]
            self.assertEqual(hit["id"], whole["id"])
            if names is None:
                self.assertFalse({"highlight", "link"} & set(hit))
            else:
                self.assertEqual(set(hit), names)

    def test_answers_without_texts_are_those_with_them(self):
        """Ids, scores and dates of publication come from places of their own; they must be those of the stored articles."""
        def run(command, arguments, given=None):
            return subprocess.run([os.path.join(OPTIONS.bin, "newshound"), command, *arguments, "--index", self.index, "--now", NOW], input=given,
                                  capture_output=True, text=True, timeout=60, check=True).stdout
        for query, sort in (("bank", "relevance"), ("bank", "newest"), ("the", "best"), ("port OR strike", "oldest")):
            with self.subTest(query=query, sort=sort):
                options = ["--sort", sort, "--limit", "50"]
                whole = self.answer([query, *options])
                bare = self.answer([query, *options, "--fields", "published,score"])
                kept = ("id", "published", "score")
                self.assertEqual(bare["hits"], [{key: hit[key] for key in kept} for hit in whole["hits"]])
                self.assertEqual(bare["page"], whole["page"])
                ids = [hit["id"] for hit in whole["hits"]]
                self.assertEqual(run("search", [query, *options, "--format", "ids"]).splitlines(), ids)
                lines = run("search", [query, *options, "--format", "csv", "--fields", "id,title"]).split("\r\n")[1:-1]
                self.assertEqual(run("search", [query, *options, "--format", "csv", "--fields", "id"]).split("\r\n")[1:-1],
                                 [line.split(",")[0] for line in lines])
                trec = run("batch", ["-", *options, "--format", "trec"], f"1\t{query}\n").splitlines()
                self.assertEqual([line.split()[2] for line in trec], ids)

    def test_hidden_articles_are_nowhere(self):
        for status in ("withheld", "canceled"):
            shown = json.dumps(self.answer(["--limit", "1000"]))
            self.assertNotIn(f'"{status}"', shown)


def rounded(value):
    """Numbers to six digits: the last ones of a score differ between processors."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: rounded(member) for key, member in value.items()}
    if isinstance(value, list):
        return [rounded(member) for member in value]
    return value


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *REST])
