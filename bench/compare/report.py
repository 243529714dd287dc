"""The tables of the comparison, as Markdown on standard output; and whether the engines' totals agree."""

# How far an engine's total may lie from ours before it counts as a disagreement, and why: README.md, "What may differ". Of 1: share of ours.
TOLERANCE = 0.1
# Kinds whose totals the engine means otherwise.
MEANT_OTHERWISE = {("sqlite", "phrase"), ("lucene", "phrase"), ("lucene", "prefix"), ("sqlite", "prefix")}
MOST_DISAGREEMENTS = 0.1  # of an engine's queries; more, and run.py fails


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|---|" + "--:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def print_heading(corpus, articles, size, queries):
    print(f"## {corpus.rsplit('/', 1)[-1]}: {articles:,} articles, {size / 1e6:.1f} MB of titles and bodies, {queries} queries\n")


def print_indexing(rows, size):
    if not rows:
        return
    table(("indexing, everything fsynced", "threads", "CPU s", "MB a CPU s", "s", "MB a s", "peak MB"),
          [(row["engine"], row["threads"], f"{row['cpu_s']:.1f}", f"{size / 1e6 / row['cpu_s']:.2f}", f"{row['wall_s']:.1f}",
            f"{size / 1e6 / row['wall_s']:.2f}", f"{row['rss_mb']:.0f}") for row in rows])


def print_disk(disk, memory, size):
    table(("index", "MB", "times the text", "anonymous memory while answering, MB"),
          [(name, f"{used / 1e6:.1f}", f"{used / size:.3f}", f"{memory[name]:.0f}") for name, used in disk.items()])


def by_kind(times, kinds, kind):
    return [time for time, of in zip(times, kinds) if of == kind]


def print_answers(answers, kinds):
    names = sorted(set(kinds))
    table(["answers, CPU µs", "engine", "p50", "p95", "p99"] + [f"{name} p50" for name in names],
          [[mode, engine] + [f"{percentile(times, share):.0f}" for share in (0.5, 0.95, 0.99)] +
           [f"{percentile(by_kind(times, kinds, name), 0.5):.0f}" for name in names]
           for (engine, mode), times in sorted(answers.items(), key=lambda item: (item[0][1].split(":")[0], item[0]))])


def print_ratios(answers, kinds):
    """How many times as long as Newshound the others took."""
    names = sorted(set(kinds))
    rows = []
    for (engine, mode), theirs in sorted(answers.items()):
        for (ours_name, own), ours in answers.items():
            if engine == "newshound" or ours_name != "newshound" or own.split(":")[0] != mode:
                continue
            rows.append([f"{engine} / newshound {own}"] +
                        [f"{percentile(theirs, s) / percentile(ours, s):.1f}" for s in (0.5, 0.95, 0.99)] +
                        [f"{percentile(by_kind(theirs, kinds, n), 0.5) / percentile(by_kind(ours, kinds, n), 0.5):.1f}" for n in names])
    table(["times as long as Newshound", "p50", "p95", "p99"] + [f"{name} p50" for name in names], rows)


def print_load(load):
    rows = []
    for (engine, mode, threads), (rate, cpu) in sorted(load.items()):
        if threads == 2:
            one, cpu_one = load[(engine, mode, 1)]
            rows.append((f"{mode} {engine}", f"{one:.0f}", f"{rate:.0f}", f"{rate / one:.2f}", f"{cpu_one:.0f}", f"{cpu:.0f}"))
    if rows:
        table(("answers a second", "1 thread", "2 threads", "ratio", "CPU µs an answer, 1", "2"), rows)


def print_totals(totals, queries):
    """False if an engine disagrees more often than its documented differences explain."""
    ours = totals.get("newshound")
    agree, rows, worst = True, [], []
    for engine, theirs in totals.items():
        if engine == "newshound" or ours is None:
            continue
        same = near = otherwise = far = 0
        for query, a, b in zip(queries, ours, theirs):
            if a == b:
                same += 1
            elif abs(a - b) <= max(2, TOLERANCE * a):
                near += 1
            elif (engine, query["kind"]) in MEANT_OTHERWISE:
                otherwise += 1
            else:
                far += 1
                worst.append((abs(a - b), engine, a, b, {k: v for k, v in query.items() if k != "id"}))
        rows.append((engine, same, near, otherwise, far))
        agree = agree and far <= MOST_DISAGREEMENTS * len(queries)
    if rows:
        table(("totals beside ours", "the same", "within 2 or 10 %", "meant otherwise", "disagree"), rows)
        for _, engine, a, b, query in sorted(worst, key=lambda item: -item[0])[:5]:
            print(f"- {engine} {b}, newshound {a}: {query}")
    return agree
