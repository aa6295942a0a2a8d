"""What is kept of a half-typed form, and for how long. Pure Python."""

import re
from collections.abc import Iterable
from datetime import timedelta

KEPT_FOR = timedelta(days=90)
AT_WORK_FOR = timedelta(minutes=10)  # after the last key somebody counts as writing
MOST = 200_000  # bytes; the largest form
ACT = "tat"  # the name of the button pressed
KEEP, DISCARD = "zwischenstand", "verwerfen"
_LEFT_BEHIND = re.compile(rf"csrf_token|passwor[dt]|^submission_key$|^{ACT}$", re.IGNORECASE)


def to_keep(posted: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return names and values of the fields to be kept: no passwords, tokens and buttons."""
    return [[name, value] for name, value in posted if not _LEFT_BEHIND.search(name)]


def too_much(fields: Iterable[Iterable[str]]) -> bool:
    """Tell whether these fields are more than any form of ours holds."""
    return sum(len(part.encode()) for field in fields for part in field) > MOST
