"""In which encoding a browser gets what lies ready compressed."""

from collections.abc import Iterable
from typing import Final

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

PLAIN: Final = "identity"
COMPRESSED: Final = ("br", "gzip")  # the smallest first


def preferred(accepted: str | None, ready: Iterable[str]) -> str:
    """Return the encoding to answer in, by an Accept-Encoding header (RFC 9110, 12.5.3).

    Without a header, and where nothing that is ready is accepted, the plain answer.
    """
    wishes = parse_accept_header(accepted, Accept)
    offers = [name for name in (*COMPRESSED, PLAIN) if name in ready]
    best = max(offers, key=wishes.quality, default=PLAIN)
    return best if wishes.quality(best) > 0 else PLAIN
