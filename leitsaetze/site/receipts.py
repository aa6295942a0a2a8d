"""Receipt numbers: short enough to be dictated, and nobody's twice."""

import secrets
from typing import Any, TypeVar, cast

from leitsaetze.direct import added
from leitsaetze.extensions import Base
from leitsaetze.site.rules import RECEIPT_LETTERS

TRIES = 5  # two equal receipt numbers in a row would be a wonder; five are another fault
Row = TypeVar("Row", bound=Base)


def numbered(row: Row, length: int) -> Row:
    """Save a new row under a `receipt_number` of so many letters that nobody has; return it."""
    for _ in range(TRIES):
        number = "".join(secrets.choice(RECEIPT_LETTERS) for _ in range(length))
        cast(Any, row).receipt_number = number
        saved = added(row)
        if saved is not None:
            return saved
    raise RuntimeError("no receipt number is free")
