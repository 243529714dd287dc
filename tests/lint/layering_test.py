#!/usr/bin/env python3
"""Holds the sources to the walls of the house (ARCHITECTURE.md): who may include whom, where Xapian and Beast may appear, the shape of
headers, the length of files, no GLOB in CMake. First it tests itself on small sources that break each rule.

Usage: layering_test.py REPOSITORY
"""

import os
import re
import sys

from tracked_files import LAYERS, read_text, tracked_files

# The layers that each layer may include, itself among them.
ALLOWED = {
    "schemas": {"schemas"},
    "analysis": {"schemas", "analysis"},
    "storage": {"schemas", "analysis", "storage"},
    "indexer": {"schemas", "analysis", "storage", "indexer"},
    "query": {"schemas", "analysis", "storage", "query"},
    "searchd": {"schemas", "analysis", "storage", "query", "searchd"},
}
MAX_LINES = 300
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
HTTP_SERVER = re.compile(r"^boost/(beast|asio)[./]")
XAPIAN = re.compile(r"^xapian(\.h$|/)")
TEST_LIBRARIES = re.compile(r"^(gtest|gmock|benchmark)/")


def layer_of(path):
    """The folder that is a layer, or None for tests, bench, corpus and the rest."""
    first = path.split("/", 1)[0]
    return first if first in LAYERS else None


def include_problems(path, line, quoted, name):
    layer = layer_of(path)
    target = layer_of(name)
    if quoted and name.startswith("."):
        return [f'{path}:{line}: "{name}" is relative; write the path from the repository\'s root']
    if layer is None:
        return []
    problems = []
    if quoted and target is None:
        problems.append(f'{path}:{line}: "{name}" is not in a layer; write the path from the repository\'s root, or <> for a library')
    if quoted and target is not None and target not in ALLOWED[layer]:
        problems.append(f"{path}:{line}: {layer}/ may not include {name}; it may include {', '.join(sorted(ALLOWED[layer]))}")
    if not quoted and target is not None:
        problems.append(f'{path}:{line}: <{name}> is ours; write "{name}"')
    if layer == "searchd" and XAPIAN.match(name):
        problems.append(f"{path}:{line}: searchd/ may not include {name}; ask query/ instead")
    if layer != "searchd" and HTTP_SERVER.match(name):
        problems.append(f"{path}:{line}: {name} outside searchd/; the HTTP server lives there alone")
    if TEST_LIBRARIES.match(name):
        problems.append(f"{path}:{line}: {name} is for tests/ and bench/")
    return problems


def first_text(text):
    return next((line for line in text.splitlines() if line.strip()), "")


def source_problems(path, text):
    """All that is wrong with one .h or .cpp."""
    problems = []
    for match in INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start(2)) + 1
        problems += include_problems(path, line, match.group(1) == '"', match.group(2))
    if path.endswith(".h"):
        if not re.search(r"^#pragma once$", text, re.MULTILINE):
            problems.append(f"{path}:1: no #pragma once")
        if not first_text(text).startswith("//"):
            problems.append(f"{path}:1: a header begins with a comment: what it is for, what it never does, whether threads may share it")
        for number, line in enumerate(text.splitlines(), 1):
            if re.match(r"\s*using\s+namespace\b", line):
                problems.append(f"{path}:{number}: using namespace in a header")
    length = len(text.splitlines())
    if layer_of(path) is not None and length >= MAX_LINES:
        problems.append(f"{path}:{length}: {length} lines; a file stays under {MAX_LINES}: it is two things")
    return problems


def cmake_problems(path, text):
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\bGLOB(_RECURSE)?\b", line.split("#", 1)[0]):
            problems.append(f"{path}:{number}: GLOB; list the files, so that a new one is configured")
    return problems


def problems_of(path, text):
    name = os.path.basename(path)
    if name.endswith((".h", ".cpp")):
        return source_problems(path, text)
    if name == "CMakeLists.txt" or name.endswith(".cmake"):
        return cmake_problems(path, text)
    return []


HEADER = "// What it is for.\n#pragma once\n"
SELF_TEST = [  # path, text, number of problems
    ("query/a.h", HEADER + '#include <xapian.h>\n#include "storage/snapshot.h"\n', 0),
    ("indexer/a.cpp", '#include "query/request.h"\n', 1),
    ("query/a.cpp", '#include "indexer/spool.h"\n', 1),
    ("query/b.cpp", '  #  include "searchd/router.h"\n', 1),
    ("analysis/a.cpp", '#include "storage/files.h"\n', 1),
    ("schemas/a.cpp", '#include "analysis/tokenizer.h"\n', 1),
    ("searchd/a.cpp", "#include <xapian.h>\n#include <xapian/enquire.h>\n", 2),
    ("searchd/b.cpp", '#include <boost/beast.hpp>\n#include "query/answer.h"\n', 0),
    ("query/c.cpp", "#include <boost/asio/ip/tcp.hpp>\n", 1),
    ("query/d.cpp", "#include <boost/url.hpp>\n", 0),
    ("query/e.cpp", '#include "request.h"\n#include "../query/request.h"\n#include <query/request.h>\n', 3),
    ("storage/a.cpp", "#include <gtest/gtest.h>\n", 1),
    ("tests/unit/query/a_test.cpp", '#include "indexer/spool.h"\n#include "query/request.h"\n', 0),
    ("query/f.h", "#pragma once\nusing namespace std;\n", 2),
    ("query/g.h", "// Why.\n", 1),
    ("query/h.cpp", "\n" * 299, 0),
    ("query/h.cpp", "\n" * 300, 1),
    ("tests/unit/h_test.cpp", "\n" * 900, 0),
    ("query/CMakeLists.txt", "file(GLOB sources *.cpp)  # no\n# GLOB\n", 1),
]


def main():
    wrong = 0
    for path, text, expected in SELF_TEST:
        found = problems_of(path, text)
        if len(found) != expected:
            print(f"self-test: {path} {text!r}: {expected} problems expected, found {found}")
            wrong += 1
    root = os.path.abspath(sys.argv[1])
    checked = 0
    for path in tracked_files(root):
        if path.endswith((".h", ".cpp", ".txt", ".cmake")):
            checked += 1
            for problem in problems_of(path, read_text(root, path)):
                print(problem)
                wrong += 1
    print(f"{checked} files checked, {wrong} problems")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
