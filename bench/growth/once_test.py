#!/usr/bin/env python3
"""measure.py runs, at its smallest, and fills every cell of its tables.

Usage: once_test.py BIN
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    run = subprocess.run([sys.executable, os.path.join(HERE, "measure.py"), "--bin", sys.argv[1], "--articles", "1000,2000", "--rounds", "1"],
                         stdout=subprocess.PIPE, text=True, check=True)
    rows = [line.strip("|").split("|") for line in run.stdout.splitlines() if line.startswith(("| 1,000", "| 2,000"))]
    assert len(rows) == 4, run.stdout
    assert all(float(cell.replace(",", "")) > 0 for row in rows[:2] for cell in row), rows
    # Of the second table memory may be under half a megabyte.
    assert all(float(cell.replace(",", "")) > 0 for row in rows[2:] for cell in row[:-1]), rows
    print(run.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
