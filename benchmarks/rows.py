"""What is to be reached, and what was found. Pure Python."""

from dataclasses import dataclass

from benchmarks.rounds import Ratio


@dataclass(frozen=True)
class Row:
    """One line of the table: a title, the bound, and on which side of it one passes."""

    title: str
    bound: float
    at_least: bool = True
    unit: str = "× const"

    def passed(self, reached: float) -> bool:
        """Tell whether a figure is within the bound."""
        return reached >= self.bound if self.at_least else reached <= self.bound

    @property
    def words(self) -> str:
        """The bound as people write it."""
        return f"{'≥' if self.at_least else '≤'} {self.bound:g} {self.unit}"


COST = "× its cost"
CROWD = "100,000 comments against 200"
ROWS = {
    "warm-50": Row("Principle page, 50 comments, warm, anonymous", 1.7),
    "warm-50-br": Row("Principle page, 50 comments, warm, `Accept-Encoding: br`", 1.7),
    "warm-200": Row("Principle page, 200 comments, warm, anonymous", 1.2),
    "warm-200-br": Row("Principle page, 200 comments, warm, `Accept-Encoding: br`", 1.2),
    "unchanged": Row("304 by stamp", 2.0),
    "changed-50": Row("Principle page, 50 comments, first read after a change on it", 0.5),
    "changed-200": Row("Principle page, 200 comments, first read after a change on it", 0.25),
    "crowd-warm-first": Row(f"{CROWD}, warm, first page", 1.1, False, COST),
    "crowd-warm-middle": Row(f"{CROWD}, warm, middle page", 1.1, False, COST),
    "crowd-warm-last": Row(f"{CROWD}, warm, last page", 1.1, False, COST),
    "crowd-cold-first": Row(f"{CROWD}, page cache off, first page", 1.1, False, COST),
    "crowd-cold-middle": Row(f"{CROWD}, page cache off, middle page", 1.1, False, COST),
    "crowd-cold-last": Row(f"{CROWD}, page cache off, last page", 1.1, False, COST),
    "posting": Row("Posting a comment with address: committed, letter queued", 0.12),
    "posting-isso": Row("Posting a comment against isso posting one", 1.5, unit="× isso's rate"),
    "queue": Row("Moderation queue, signed in: the view that grows most", 1.2, False, COST),
    "queue-const": Row("Moderation queue, signed in: the slowest view", 0.2),
    "search-newest": Row("Search, slowest words: newest hits", 5, False, "ms"),
    "search-relevance": Row(
        "Search, slowest words: relevance in the newest 1,000", 25, False, "ms"
    ),
    "memory": Row("Memory of the worker after every kind of page", 120, False, "MB PSS"),
    "visit": Row("First visit to a principle page, everything, compressed", 130, False, "KB"),
    "start": Row("`make run`, second start to first answer", 3, False, "s"),
}


@dataclass(frozen=True)
class Finding:
    """What one row reached on one database ("" where none matters)."""

    row: str
    kind: str
    reached: Ratio
    cpu: Ratio | None = None
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether the median is within the bound."""
        return ROWS[self.row].passed(self.reached.median)


@dataclass(frozen=True)
class Detail:
    """One line of a table beside the main one: words for its columns."""

    table: str
    columns: tuple[str, ...]


Found = list[Finding | Detail]
