#!/usr/bin/env python3
"""Every C++ source is laid out as .clang-format says.

Usage: format_test.py REPOSITORY
"""

import os
import re
import shutil
import subprocess
import sys

from tracked_files import tracked_files

VERSION = 14  # Debian 12's; another major version lays some lines out otherwise, so only this one decides


def clang_format():
    """The program, or None if there is none of that version."""
    for name in ("clang-format-14", "clang-format"):
        program = shutil.which(name)
        if not program:
            continue
        found = re.search(r"version (\d+)", subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout)
        if found and int(found.group(1)) == VERSION:
            return program
    return None


def main():
    root = os.path.abspath(sys.argv[1])
    program = clang_format()
    if program is None:
        print(f"skipped: no clang-format {VERSION} here, and other versions disagree in details")
        return 0
    files = [path for path in tracked_files(root) if path.endswith((".h", ".cpp"))]
    done = subprocess.run([program, "--dry-run", "-Werror", "--style=file", *files], cwd=root, capture_output=True, text=True, check=False)
    bad = sorted({line.split(":", 1)[0] for line in done.stderr.splitlines() if "error:" in line})
    for path in bad:
        print(f"{path}: run clang-format -i {path}")
    if done.returncode != 0 and not bad:
        print(done.stderr)
    print(f"{len(files)} files checked, {len(bad)} to format")
    return 1 if done.returncode != 0 or not files else 0


if __name__ == "__main__":
    sys.exit(main())
