"""What Markdown must not hold, because the parser would take seconds over it."""

import re
from collections.abc import Callable
from itertools import groupby

from leitsaetze.errors import RuleViolation

MAX_WORD = 1000
_BELOW_HEAD = frozenset("\t >|:-")  # what stands below the head of a table; dashes may be missing
_RULED = re.compile(r"^[ >]*(?:#|[-=*_][-=*_ ]*$)", re.MULTILINE)


def refuse_hostile(source: str) -> None:
    """Raise RuleViolation for a text that would stall the parser."""
    if any(measure(source) > most for measure, most in _BOUNDS):
        raise RuleViolation(
            "Der Text enthält zu viele verschachtelte Zeichen. Bitte vereinfachen Sie ihn."
        )
    if any(len(word) > MAX_WORD for word in source.split()):
        raise RuleViolation("Der Text enthält ein Wort mit mehr als 1.000 Zeichen.")


def _open_brackets(source: str) -> int:
    """Return how many square brackets are open at once: each is searched for its end."""
    most = opened = 0
    for bracket in re.findall(r"[\[\]]", source):
        opened = max(0, opened + (1 if bracket == "[" else -1))
        most = max(most, opened)
    return most


def _links(source: str) -> int:
    return source.count("](")


def _unclosed_links(source: str) -> int:
    return sum(")" not in rest for rest in source.split("](")[1:])


def _nesting(source: str) -> int:
    return max(_depth(line) for line in source.split("\n"))


def _depth(line: str) -> int:
    lead = re.match(r"[\s>*+-]*", line)
    marks = lead.group() if lead else ""
    return marks.count(">") + len(re.findall(r"[*+-](?=\s)", marks)) + marks.count("    ")


def _longest_run(source: str) -> int:
    return max((len(run) for run in re.findall(r"[*_`\[(!]{5,}", source)), default=0)


def _emphasis(source: str) -> int:
    return len(re.findall(r"\*+|_+|`+", source))


def _headings_and_rules(source: str) -> int:
    return len(_RULED.findall(source))


def _cells(source: str) -> int:
    """Return how many cells the tables have: every line below a head fills all its columns."""
    blocks = groupby(source.split("\n"), key=lambda line: bool(line.strip()))
    return sum(_cells_of(list(lines)) for filled, lines in blocks if filled)


def _cells_of(block: list[str]) -> int:
    columns = (
        line.count("|") + 1 for line in block if "|" in line and _BELOW_HEAD.issuperset(line)
    )
    return max(columns, default=0) * len(block)


_BOUNDS: tuple[tuple[Callable[[str], int], int], ...] = (
    (_open_brackets, 50),
    (_links, 200),
    (_unclosed_links, 20),
    (_nesting, 10),
    (_longest_run, 50),
    (_emphasis, 2000),
    (_headings_and_rules, 200),
    (_cells, 1000),
)
