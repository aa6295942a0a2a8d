"""Tables to take away: cells that no spreadsheet takes for a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "\ufeff"  # tells spreadsheets that what follows is UTF-8


def neutral(cell: str) -> str:
    """Return a cell as it is read, never carried out (trust.md, "Input")."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) or cell.startswith(FORMULA) else cell


def as_csv(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table as German spreadsheets open it, each as soon as it is there."""
    yield MARK
    for row in rows:
        line = StringIO()
        csv.writer(line, delimiter=";").writerow([neutral(cell) for cell in row])
        yield line.getvalue()
