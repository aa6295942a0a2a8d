"""In which coding an answer is sent, and how it gets there (RFC 9110, section 12.5.3)."""

import gzip
from functools import lru_cache

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
# On text of this product a step more costs twice the time for one hundredth less.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6


@lru_cache(maxsize=256)
def preferred(accepted: str) -> str:
    """Return the coding to answer in, of what an Accept-Encoding header takes; the best is br.

    Who takes none of them gets the answer as it is.
    """
    accept = parse_accept_header(accepted, Accept)
    best = max((BROTLI, GZIP), key=accept.quality)
    return best if accept.quality(best) > 0 else IDENTITY


def encoded(content: bytes, coding: str) -> bytes:
    """Return `content` in one of the codings above."""
    if coding == BROTLI:
        return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    if coding == GZIP:
        return gzip.compress(content, GZIP_LEVEL, mtime=0)
    return content
