#!/usr/bin/env python3
"""How an index and its answers grow with the number of articles, on made-up news whose vocabulary grows too.

  measure.py --bin build/bench/bin [--articles 20000,200000,1000000] [--words 100] [--work DIR]

For each size: one build (both cores), bytes an article on disk and of its text, the most memory that the build held, milliseconds from the
start of `newshound count` to its end (opening the index and a query of it, best of five), anonymous memory while answering, and CPU
microseconds of three kinds of query, each query's best of --rounds:

  selective   a frequent word and one that stands in 20 to 1,000 articles at the smallest and the largest size: ten best, marked snippets,
              exact counts of outlets, topics and months
  even        the same page, but of other words at each size: a frequent one and one so rare that 5 to 30 articles have both. What a
              query takes grows with the index alone here, where `selective` has ever more matches
  facets      those counts alone, of frequent words: microseconds, and nanoseconds a match

The other queries are the same at every size: a corpus begins with the smaller one. Prints Markdown.
"""
import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "compare"))
from engines import Newshound  # noqa: E402
from queries import PLAIN, WORD, text_of  # noqa: E402
from run import Conversation, folder_bytes, measure_index, text_bytes  # noqa: E402

RARE_AT_LEAST, RARE_BELOW = 20, 1000
FREQUENT_SHARE = 0.05  # of the smallest corpus's articles
MOST_PAIRS, MOST_FREQUENT = 200, 50
EVEN_AT_LEAST, EVEN_AT_MOST = 5, 30  # matches
EVEN_LOOKED_AT = 6000               # pairs that are asked for how many they have


def generate(folder, path, articles, words):
    with open(path, "wb") as out:
        subprocess.run([os.path.join(folder, "newshound-corpus-generate"), "--articles", str(articles), "--words", str(words)], stdout=out,
                       check=True)


def word_query(*words):
    return {"kind": "words", "terms": list(words), "op": "and"}


def write_queries(path, queries):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(query) + "\n" for query in queries)


def totals_of(engine, index, queries, path):
    write_queries(path, queries)
    conversation = Conversation(engine, index, path)
    totals = conversation.ask("totals")["totals"]
    conversation.close()
    return totals


def candidates(corpus):
    """Pairs (rare word, frequent word of the same article), such pairs of any rare words, and frequent words, of the smallest corpus."""
    articles, frequency = [], collections.Counter()
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            words = {word for word in WORD.findall(text_of(json.loads(line)).lower()) if PLAIN.match(word) and len(word) > 3}
            articles.append(words)
            frequency.update(words)
    frequent = [word for word, count in frequency.most_common(400) if count >= FREQUENT_SHARE * len(articles)]
    ranks = {word: rank for rank, word in enumerate(frequent)}
    pairs, any_pairs = {}, {}
    for words in articles:
        shared = sorted((word for word in words if word in ranks), key=ranks.get)
        rare = sorted(word for word in words if RARE_AT_LEAST <= frequency[word] < RARE_BELOW and word not in pairs)
        if shared and rare:
            pairs[rare[0]] = shared[len(shared) // 2]
        if shared:
            any_pairs.update((word, shared[len(shared) // 2]) for word in sorted(words) if frequency[word] < RARE_BELOW)
    step = max(1, len(any_pairs) // EVEN_LOOKED_AT)
    return list(pairs.items())[:MOST_PAIRS * 10], list(any_pairs.items())[::step], frequent[:MOST_FREQUENT]


def choose(engine, corpus, smallest, largest, scratch):
    """The queries: those pairs whose rare word is rare in the largest index too; pairs to choose from for each index; frequent words."""
    pairs, any_pairs, frequent = candidates(corpus)
    words = [word_query(rare) for rare, _ in pairs]
    small, large = (totals_of(engine, index, words, scratch) for index in (smallest, largest))
    kept = [pair for pair, few, many in zip(pairs, small, large) if RARE_AT_LEAST <= few and many < RARE_BELOW][:MOST_PAIRS]
    if not kept or not frequent:
        raise SystemExit("no word is rare at both sizes: take sizes nearer to each other, or longer articles")
    return [word_query(*pair) for pair in kept], [word_query(*pair) for pair in any_pairs], [word_query(word) for word in frequent]


def even(engine, index, queries, scratch):
    """Those that have about the same number of matches in every index."""
    totals = totals_of(engine, index, queries, scratch)
    fitting = [query for query, total in zip(queries, totals) if EVEN_AT_LEAST <= total <= EVEN_AT_MOST]
    return fitting[::max(1, len(fitting) // MOST_PAIRS)][:MOST_PAIRS]


def opening_ms(folder, index):
    times = []
    for _ in range(5):
        begin = time.monotonic()
        subprocess.run([os.path.join(folder, "newshound"), "count", "--index", index, "the"], stdout=subprocess.DEVNULL, check=True)
        times.append((time.monotonic() - begin) * 1000)
    return min(times)


def answer(engine, index, queries, mode, rounds, scratch):
    """Each query's best time in microseconds, the totals, and anonymous memory afterwards."""
    write_queries(scratch, queries)
    conversation = Conversation(engine, index, scratch)
    totals = conversation.ask("totals")["totals"]
    best = conversation.ask(f"pass {mode}")["us"]
    for _ in range(rounds):
        best = [min(pair) for pair in zip(best, conversation.ask(f"pass {mode}")["us"])]
    memory = conversation.memory_mb()
    conversation.close()
    return best, totals, memory


def median(values):
    return sorted(values)[len(values) // 2]


def build(engine, options, size):
    corpus = os.path.join(options.work, f"articles-{size}.jsonl")
    index = os.path.join(options.work, f"index-{size}")
    generate(options.bin, corpus, size, options.words)
    _, text = text_bytes(corpus)
    row = measure_index(engine, corpus, index, os.cpu_count())
    if size != options.sizes[0]:
        os.remove(corpus)
    return {"articles": size, "text": text, "cpu_s": row["cpu_s"], "wall_s": row["wall_s"], "peak_mb": row["rss_mb"],
            "disk": folder_bytes(index), "index": index, "corpus": corpus}


def print_rows(rows):
    print("| articles | text, bytes each | on disk, bytes each | times the text | build, s | MB a CPU s | most memory, MB |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        print(f"| {row['articles']:,} | {row['text'] / row['articles']:.0f} | {row['disk'] / row['articles']:.0f} | {row['disk'] / row['text']:.2f} | "
              f"{row['wall_s']:.1f} | {row['text'] / 1e6 / row['cpu_s']:.2f} | {row['peak_mb']:.0f} |")
    print("\n| articles | opened, ms | selective, µs p50 | times the smallest's | even, µs p50 | times the smallest's | facets, µs p50 | ns a match | anonymous memory, MB |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        print(f"| {row['articles']:,} | {row['opened_ms']:.0f} | {row['selective_us']:.0f} | {row['selective_us'] / rows[0]['selective_us']:.2f} | "
              f"{row['even_us']:.0f} | {row['even_us'] / rows[0]['even_us']:.2f} | "
              f"{row['facets_us']:.0f} | {row['facet_ns']:.1f} | {row['memory_mb']:.0f} |")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bin", required=True, help="folder with the programs, built with the preset bench")
    arguments.add_argument("--articles", default="20000,200000,1000000", help="sizes, the smallest first")
    arguments.add_argument("--words", type=int, default=100, help="of a body, on average")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--work", help="folder for corpora and indexes (default: a temporary one)")
    options = arguments.parse_args()
    options.sizes = [int(size) for size in options.articles.split(",")]
    temporary = options.work is None
    options.work = options.work or tempfile.mkdtemp(prefix="newshound-growth-")
    os.makedirs(options.work, exist_ok=True)
    engine, scratch = Newshound(options.bin), os.path.join(options.work, "queries.jsonl")
    rows = []
    for size in options.sizes:
        rows.append(build(engine, options, size))
        print(f"built: {rows[-1]}", file=sys.stderr)
    selective, any_pairs, facets = choose(engine, rows[0]["corpus"], rows[0]["index"], rows[-1]["index"], scratch)
    for row in rows:
        row["opened_ms"] = opening_ms(options.bin, row["index"])
        times, _, _ = answer(engine, row["index"], selective, "page", options.rounds, scratch)
        row["selective_us"] = median(times)
        times, totals, _ = answer(engine, row["index"], even(engine, row["index"], any_pairs, scratch), "page", options.rounds, scratch)
        row["even_us"], row["even_matches"], row["even_queries"] = median(times), median(totals), len(times)
        times, totals, row["memory_mb"] = answer(engine, row["index"], facets, "facets", options.rounds, scratch)
        row["facets_us"], row["facet_ns"] = median(times), sum(times) * 1000 / max(1, sum(totals))
    print(f"{len(selective)} selective queries, {len(facets)} of frequent words, bodies of {options.words} words; "
          f"even: {', '.join(str(row['even_queries']) for row in rows)} queries of {', '.join(str(row['even_matches']) for row in rows)} "
          "matches at p50\n")
    print_rows(rows)
    if temporary:
        shutil.rmtree(options.work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
