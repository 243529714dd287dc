"""The engines of the comparison: how each one's programs are started."""
import glob
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
LUCENE_PARTS = ("core", "analyzers-common", "highlighter", "facet", "queries", "memory")
JAVA_OPTIONS = ("-Xms2g", "-Xmx4g")


class Engine:
    """What run.py asks an engine for. `threads`: numbers of threads it can index with."""

    def __init__(self, name, threads):
        self.name, self.threads = name, threads

    def missing(self):
        """Why the engine can't take part; empty if it can."""
        return ""

    def prepare(self, work):
        pass


class Program(Engine):
    """An engine whose adapter is a program of ours."""

    def __init__(self, name, folder):
        super().__init__(name, (1,))
        self.adapter = os.path.join(folder, name + "_adapter")

    def missing(self):
        return "" if os.path.exists(self.adapter) else self.adapter + " isn't built"

    def index_command(self, corpus, index, _):
        return [self.adapter, "index", corpus, index]

    def serve_command(self, index, queries):
        return [self.adapter, "serve", index, queries]


class Newshound(Program):
    def __init__(self, folder):
        super().__init__("newshound", folder)
        self.threads = (1, 2)
        self.indexer = os.path.join(folder, "newshound-indexer")

    def index_command(self, corpus, index, threads):
        return [self.indexer, "build", index, corpus, "--threads", str(threads), "--quiet"]

    def serve_command(self, index, queries):
        return [self.adapter, index, queries]


class Lucene(Engine):
    def __init__(self):
        super().__init__("lucene", (1, 2))
        self.command = []

    def jars(self):
        return [jar for part in LUCENE_PARTS for jar in sorted(glob.glob(f"/usr/share/java/lucene-{part}-8*.jar"))[:1]]

    def missing(self):
        if shutil.which("javac") is None or len(self.jars()) != len(LUCENE_PARTS):
            return "no JDK or no Lucene 8 (scripts/install-packages compare)"
        return ""

    def prepare(self, work):
        classes = os.path.join(work, "classes")
        path = ":".join(self.jars() + [classes])
        subprocess.run(["javac", "-cp", path, "-d", classes] + sorted(glob.glob(os.path.join(HERE, "*.java"))), check=True)
        self.command = ["java", *JAVA_OPTIONS, "-cp", path, "LuceneAdapter"]

    def index_command(self, corpus, index, threads):
        return self.command + ["index", corpus, index, str(threads)]

    def serve_command(self, index, queries):
        return self.command + ["serve", index, queries]


def all_engines(folder):
    return [Newshound(folder), Lucene(), Program("xapian", folder), Program("sqlite", folder)]
