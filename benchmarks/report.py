"""docs/performance.md: written from what was found, never by hand."""

import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

import yaml

from benchmarks import load
from benchmarks.laboratory import Options
from benchmarks.profiling import LIKE
from benchmarks.rows import ROWS, Detail, Finding, Found
from leitsaetze.clock import now
from leitsaetze.config import ROOT

EXPLANATIONS = ROOT / "benchmarks" / "explanations.yaml"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "": "–"}
HEADS: Mapping[str, Sequence[str]] = {
    "further": ("What", "Database", "Throughput, × const", "CPU, × const"),
    "queue": (
        "View",
        "Database",
        "Rows shown: smallest, largest",
        "CPU, × that of the smallest",
        "Throughput, × const",
    ),
    "search": ("Order", "Database", "Words (hits)", "ms in the database", "slowest", "ms in all"),
    "memory": ("Database", "Worker at the start, MB", "Worker afterwards, MB", "All processes, MB"),
    "visit": ("File", "KB"),
}


@dataclass
class Report:
    """Everything found in one run."""

    options: Options
    postgresql: str
    found: Found = field(default_factory=list)
    profiles: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def findings(self) -> list[Finding]:
        """Return the rows of the main table in its order."""
        rows = list(ROWS)
        found = [one for one in self.found if isinstance(one, Finding)]
        return sorted(found, key=lambda one: (rows.index(one.row), one.kind != "sqlite"))

    def write(self, path: Path) -> None:
        """Write the document."""
        words = yaml.safe_load(EXPLANATIONS.read_text(encoding="utf-8"))
        parts = [
            _paragraph("# Performance", words["introduction"]),
            self._circumstances(),
            "## What is reached\n",
            _table(
                ("What", "Database", "Reached", "Range", "CPU", "Bound", "", "Note"),
                [_line(one) for one in self.findings()],
            ),
            words["legend"],
            self._missing(),
            self._growth(words),
            *(self._further(name, words) for name in HEADS),
            self._misses(words["rows"]),
            _paragraph("## How to repeat it", words["repeat"]),
        ]
        text = "\n".join(part.rstrip() + "\n" for part in parts if part)
        path.write_text(text, encoding="utf-8")

    def _circumstances(self) -> str:
        rows = [
            ("Date", f"{now():%Y-%m-%d}"),
            ("Processor cores", str(os.cpu_count())),
            ("Python", sys.version.split()[0]),
            ("SQLite", sqlite3.sqlite_version),
            ("PostgreSQL", self.postgresql),
            ("Server", _server()),
            ("Load generator", f"{load.NAME}, {load.CONNECTIONS} connections"),
            ("Comments", ", ".join(f"{size:,}" for size in self.options.sizes)),
            ("Rounds", f"{self.options.rounds}, {self.options.seconds} s for each target"),
        ]
        return _table(("Measured with", ""), rows)

    def _missing(self) -> str:
        seen = {one.row for one in self.findings()}
        titles = [row.title for key, row in ROWS.items() if key not in seen]
        return f"Not measured in this run: {'; '.join(titles)}.\n" if titles else ""

    def _details(self, table: str) -> list[Sequence[str]]:
        return [
            [NAMES.get(word, word) for word in one.columns]
            for one in self.found
            if isinstance(one, Detail) and one.table == table
        ]

    def _growth(self, words: Mapping[str, Any]) -> str:
        rows = self._details("growth")
        if not rows:
            return ""
        sizes = [f"{size:,}" for size in sorted(self.options.sizes)]
        head = ("Page", "Database", *sizes, "largest ÷ smallest")
        title = f"## From {sizes[0]} to {sizes[-1]} comments"
        return _paragraph(title, words["growth"]) + "\n" + _table(head, rows)

    def _further(self, table: str, words: Mapping[str, Any]) -> str:
        rows = self._details(table)
        if not rows:
            return ""
        about = words["tables"][table]
        title = f"## {about['title']}"
        return _paragraph(title, about["words"]) + "\n" + _table(HEADS[table], rows)

    def _misses(self, words: Mapping[str, str]) -> str:
        """Explain what misses, rows with one way through the code together: words and profile."""
        ways: dict[str, list[str]] = {}
        for row in dict.fromkeys(one.row for one in self.findings() if not one.passed):
            ways.setdefault(LIKE.get(row, row), []).append(row)
        parts = ["## Rows that miss their bound\n"]
        for way, rows in ways.items():
            first, *others = (ROWS[row].title for row in rows)
            parts.append(f"### {first}\n")
            if others:
                parts.append(f"And, with the same way through the code: {'; '.join(others)}.\n")
            parts += [words[row] for row in rows if row in words]
            kind, lines = self.profiles.get(way, ("", []))
            if lines:
                body = "\n".join(lines)
                parts.append(f"{NAMES[kind]}, one request:\n\n```\n{body}\n```\n")
        return "\n".join(parts) if ways else parts[0] + "\nNone.\n"


def _line(one: Finding) -> Sequence[str]:
    row, ratio = ROWS[one.row], one.reached
    mark = " ~" if ratio.noisy else ""
    return (
        row.title,
        NAMES[one.kind],
        f"**{_figure(ratio.median)}**{mark}",
        f"{_figure(ratio.least)}–{_figure(ratio.greatest)}",
        f"{one.cpu.median:.2f}" if one.cpu else "",
        row.words,
        "yes" if one.passed else "**no**",
        one.note,
    )


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _paragraph(title: str, words: str) -> str:
    return f"{title}\n\n{words.strip()}\n"


def _server() -> str:
    """Name what `python app.py` serves with: the library leitsaetze/server.py imports."""
    source = (ROOT / "leitsaetze" / "server.py").read_text(encoding="utf-8")
    names = [name for name in ("granian", "gunicorn") if f"from {name}" in source]
    return ", ".join(f"{name} {version_of(name)}" for name in names) + ", one worker"
