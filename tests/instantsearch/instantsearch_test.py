#!/usr/bin/env python3
"""Runs widgets_test.mjs in front of a daemon. The packages must be installed (scripts/install-npm), else this fails.

Usage: instantsearch_test.py SEARCHD INDEXER SCHEMAS FOLDER
FOLDER: where scripts/install-npm has put the packages.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = pathlib.Path(sys.argv.pop(4))
sys.path.insert(0, str(HERE.parent / "e2e"))

import daemon  # noqa: E402  it reads the arguments that are left

RUN_SECONDS = 240

ODD = {"id": "odd", "title": 'Rail <b>boldface</b> & "quoted" __ais-highlight__ and __/ais-highlight__ here', "outlet": "-A & <B>",
       "body": 'In <i>boldface</i> & "more" __ais-highlight__no mark__/ais-highlight__ <script>alert(1)</script>.',
       "topics": ["Labour", "\\-odd: <topic>"], "authors": ["O'Neil & <Sons>"], "language": "en", "published": "2025-06-15T12:30:00Z"}


def main():
    node = shutil.which("node") or shutil.which("nodejs")
    if node is None or not (FOLDER / "node_modules" / "instantsearch.js").is_dir():
        print(f"no node, or no packages in {FOLDER}: run scripts/install-npm tests/instantsearch {FOLDER}", file=sys.stderr)
        return 1
    articles = daemon.sample() + [ODD]
    index = daemon.Index(articles)
    try:
        server = daemon.Daemon(index)
        try:
            shown = index.folder / "shown.json"
            shown.write_text(json.dumps([{**a, "hidden": not (a["id"].startswith("rail-") or a["id"] == "odd")} for a in articles]), encoding="utf-8")
            for name in ("page.mjs", "widgets_test.mjs"):
                shutil.copy(HERE / name, FOLDER)
            environment = {**os.environ, "NEWSHOUND_URL": f"http://127.0.0.1:{server.port}", "NEWSHOUND_ARTICLES": str(shown),
                           "NEWSHOUND_EXAMPLE": str(HERE.parent.parent / "docs" / "instantsearch.md")}
            return subprocess.run([node, "--test", "widgets_test.mjs"], cwd=FOLDER, env=environment, timeout=RUN_SECONDS, check=False).returncode
        finally:
            server.close()
    finally:
        index.remove()


if __name__ == "__main__":
    sys.exit(main())
