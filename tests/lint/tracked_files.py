"""The repository's own files, for the lint tests: what git tracks, or everything but build/ where git can't answer."""

import os
import subprocess

LAYERS = ("schemas", "analysis", "storage", "indexer", "query", "searchd")


def tracked_files(root):
    """Paths relative to root, sorted, only those that exist."""
    try:
        # A clone owned by another user (CI as root) is refused without safe.directory.
        command = ["git", "-c", f"safe.directory={root}", "-C", root, "ls-files", "-z"]
        listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        paths = [path for path in listed.split("\0") if path]
    except (OSError, subprocess.CalledProcessError):
        paths = []
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name not in ("build", "node_modules") and not name.startswith(".")]
            paths += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(path for path in paths if os.path.isfile(os.path.join(root, path)))


def read_text(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()
