"""In which encoding a browser is answered, and how an answer gets into it."""

import gzip
from functools import lru_cache
from typing import Final

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

PLAIN: Final = "identity"
COMPRESSED: Final = ("br", "gzip")  # the smallest first
ALL: Final = (*COMPRESSED, PLAIN)
# On pages of this product a step more costs twice the time for one hundredth less.
BROTLI_QUALITY: Final = 5
GZIP_LEVEL: Final = 6


@lru_cache(maxsize=256)
def preferred(accepted: str, ready: tuple[str, ...] = ALL) -> str:
    """Return the encoding to answer in, by an Accept-Encoding header (RFC 9110, 12.5.3).

    Without a header, and where nothing that is ready is accepted, the plain answer.
    """
    wishes = parse_accept_header(accepted, Accept)
    offers = [name for name in ALL if name in ready]
    best = max(offers, key=wishes.quality, default=PLAIN)
    return best if wishes.quality(best) > 0 else PLAIN


def encoded(content: bytes, encoding: str) -> bytes:
    """Return `content` in one of the encodings above, made while somebody waits for it."""
    if encoding == "br":
        return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    if encoding == "gzip":
        return gzip.compress(content, GZIP_LEVEL, mtime=0)
    return content
