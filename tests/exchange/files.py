"""The example of docs/, changed line by line; and everything the database holds."""

from leitsaetze.config import ROOT
from leitsaetze.extensions import Base, db

EXAMPLE = (ROOT / "docs" / "example-dialogue.yaml").read_text(encoding="utf-8")


def example(*changes: tuple[str, str]) -> str:
    """Return the example with each first text replaced by the second; the first must be there."""
    source = EXAMPLE
    for before, after in changes:
        assert before in source, before
        source = source.replace(before, after, 1)
    return source


def line_of(source: str, beginning: str) -> int:
    """Return the number of the first line that begins so, white space aside."""
    lines = source.splitlines()
    return next(
        number for number, line in enumerate(lines, 1) if line.strip().startswith(beginning)
    )


def everything() -> dict[str, list[tuple]]:
    """Return all rows of all tables."""
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(table.select())), key=repr)
        for table in Base.metadata.sorted_tables
    }
