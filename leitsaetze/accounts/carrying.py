"""What a form held when its session had ended, on its way through the sign-in page."""

import json
import re
from collections.abc import Iterable

from leitsaetze.web.forms import RESUME

MOST = 200_000
_LEFT_BEHIND = re.compile(rf"csrf_token|passwor[dt]|^{RESUME}$", re.IGNORECASE)


def pack(posted: Iterable[tuple[str, str]]) -> str | None:
    """Return the fields as a line of ASCII, without passwords and tokens; None above 200 kB."""
    fields = [(name, value) for name, value in posted if not _LEFT_BEHIND.search(name)]
    if sum(len(part.encode()) for field in fields for part in field) > MOST:
        return None
    return json.dumps(fields)


def unpack(packed: str) -> list[tuple[str, str]]:
    """Return the fields again. Raises ValueError for what `pack` did not make."""
    try:
        pairs = [(name, value) for name, value in json.loads(packed)]
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError("not packed") from error
    if not all(isinstance(part, str) for pair in pairs for part in pair):
        raise ValueError("not packed")
    return pairs
