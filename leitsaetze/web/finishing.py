"""Makes the files browsers load from the product's own and the design system's. Once, at set-up.

Imported only where something is to be made: what it needs has no place in a running server.
"""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

import brotli

from leitsaetze.web.fonts import subset
from leitsaetze.web.pruning import pruned
from leitsaetze.web.sources import KERN
from leitsaetze.web.stock import SUFFIXES, address_of, fingerprint_of

COMPRESSIBLE = (".css", ".js", ".svg")
LINK = re.compile(r'url\("([^":]+)"\)')  # other hosts and data: have a colon


def finished(sources: Mapping[str, Path], words: Iterable[str]) -> dict[str, bytes]:
    """Return every file as it is sent, and compressed beside itself, by name.

    `words` are what templates and scripts write of the design system's classes.
    """
    made = {
        name: subset(source) if name.endswith(".woff2") else source.read_bytes()
        for name, source in sources.items()
    }
    for name in sources:
        if name.endswith(".css"):
            made[name] = _style(name, made[name].decode(), words, made).encode()
    return made | dict(_compressed(made))


def _style(name: str, sheet: str, words: Iterable[str], made: Mapping[str, bytes]) -> str:
    """Return a sheet as short as can be, whose links carry the digest of what they lead to."""

    def addressed(link: re.Match[str]) -> str:
        target = normpath(join(dirname(name), link[1]))
        return f'url("{address_of(target, fingerprint_of(made[target]))}")'

    return LINK.sub(addressed, pruned(sheet, words) if name.startswith(KERN) else sheet)


def _compressed(made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, body in made.items():
        if name.endswith(COMPRESSIBLE):
            yield name + SUFFIXES["br"], brotli.compress(body)
            yield name + SUFFIXES["gzip"], gzip.compress(body, mtime=0)
