#!/usr/bin/env python3
"""The commands in README.md and docs/*.md do what the documents say.

Blocks fenced as ```console are run. Each document has a temporary folder of its own, with the programs on PATH and the sample as
corpus/sample; its blocks share it, so that a tour may go on where it stopped. A line "$ COMMAND" is a command (it goes on in the next line
after a backslash); the lines up to the next one are what it prints, on stdout and stderr. In them "…" stands for any text, and a line
that is "…" alone for any lines. Trailing blanks don't count. Blocks fenced otherwise (```sh) are not run.

Usage: docs_test.py REPOSITORY BIN
"""

import os
import re
import signal
import subprocess
import sys
import tempfile

ELLIPSIS = "…"
TIMEOUT_SECONDS = 60
FENCE = re.compile(r"^\s*```\s*(\S*)\s*$")


class Step:
    """One command of a document, and what the document says that it prints."""

    def __init__(self, line, command):
        self.line = line
        self.command = command
        self.expected = []


def console_steps(text):
    """The steps of all console blocks, in order."""
    steps = []
    language = None
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if fence:
            language = None if language is not None else fence.group(1) or "text"
            continue
        if language != "console":
            continue
        if steps and steps[-1].command.endswith("\\") and not steps[-1].expected:
            steps[-1].command += "\n" + line
        elif line.startswith("$ "):
            steps.append(Step(number, line[2:]))
        elif steps:
            steps[-1].expected.append(line.rstrip())
    return steps


def line_matches(expected, actual):
    pieces = [re.escape(piece) for piece in expected.split(ELLIPSIS)]
    return re.fullmatch(".*".join(pieces), actual) is not None


def output_matches(expected, actual):
    """Whether the printed lines are the expected ones; a line that is an ellipsis alone takes any number of them."""
    possible = {0}  # numbers of printed lines that the expected ones so far can have taken
    for line in expected:
        if line.strip() == ELLIPSIS:
            possible = set(range(min(possible), len(actual) + 1)) if possible else set()
        else:
            possible = {taken + 1 for taken in possible if taken < len(actual) and line_matches(line, actual[taken])}
    return len(actual) in possible


def trimmed(lines):
    """Without trailing blanks and without blank lines at the end."""
    lines = [line.rstrip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def run_document(root, programs, path):
    """The problems of one document."""
    with open(os.path.join(root, path), encoding="utf-8") as file:
        steps = console_steps(file.read())
    problems = []
    with tempfile.TemporaryDirectory(prefix="newshound-docs-") as folder:
        os.mkdir(os.path.join(folder, "corpus"))
        os.symlink(os.path.join(root, "corpus", "sample"), os.path.join(folder, "corpus", "sample"))
        environment = dict(os.environ, PATH=programs + os.pathsep + os.environ.get("PATH", ""), LC_ALL="C.UTF-8", NO_COLOR="1", HOME=folder)
        environment.pop("NEWSHOUND_INDEX", None)
        for step in steps:
            try:
                done = subprocess.run(["bash", "-c", step.command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, timeout=TIMEOUT_SECONDS,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            except subprocess.TimeoutExpired:
                problems.append(f"{path}:{step.line}: $ {step.command}\n  still runs after {TIMEOUT_SECONDS} s")
                continue
            actual = trimmed(done.stdout.decode("utf-8", "replace").splitlines())
            if not output_matches(trimmed(step.expected), actual):
                problems.append(f"{path}:{step.line}: $ {step.command}\n  prints (exit code {done.returncode}):\n" + "\n".join(actual))
        end_daemon(os.path.join(folder, "pid"))
    print(f"{path}: {len(steps)} commands")
    return problems


def end_daemon(pid_file):
    """A daemon that a document started, and whose number it wrote into `pid`, doesn't outlive it."""
    try:
        with open(pid_file, encoding="ascii") as file:
            number = int(file.read())
        with open(f"/proc/{number}/cmdline", "rb") as file:
            if b"newshound-searchd" in file.read():
                os.kill(number, signal.SIGTERM)
    except (OSError, ValueError):
        pass  # there was none, or it has ended


SELF_TEST = [  # expected, printed, whether they match
    ([], [], True),
    ([], ["a"], False),
    (["a"], ["a"], True),
    (["a"], [], False),
    (["a.c"], ["abc"], False),
    (["a … c"], ["a bb c"], True),
    (["a … c"], ["a bb d"], False),
    (["…"], [], True),
    (["…"], ["a", "b"], True),
    (["a", "…", "z"], ["a", "b", "c", "z"], True),
    (["a", "…", "z"], ["a", "z"], True),
    (["a", "…", "z"], ["a", "b"], False),
    (["…", "b", "…"], ["a", "b", "c"], True),
    (["  …"], ["a"], True),
]


def self_test():
    wrong = [case for case in SELF_TEST if output_matches(case[0], case[1]) != case[2]]
    text = "```sh\n$ no\n```\n```console\n$ one \\\n  two\nout\n\n$ three\n```\n```\n$ no\n```\n"
    steps = [(step.line, step.command, trimmed(step.expected)) for step in console_steps(text)]
    if steps != [(5, "one \\\n  two", ["out"]), (9, "three", [])]:
        wrong.append(steps)
    return [f"self-test: {case}" for case in wrong]


def main():
    root, programs = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    documents = ["README.md"] + sorted(f"docs/{name}" for name in os.listdir(os.path.join(root, "docs")) if name.endswith(".md"))
    problems = self_test()
    for path in documents:
        problems += run_document(root, programs, path)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
