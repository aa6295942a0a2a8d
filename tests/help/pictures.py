"""What the files of the pictures say of themselves, and how they become small."""

import zlib
from collections import Counter
from functools import cache
from struct import pack, unpack

from leitsaetze.help.reading import PICTURES

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 40  # enough for letters with soft edges on few grounds


def measured(name: str) -> tuple[int, int]:
    """Width and height of a picture, from the head of its file."""
    head = (PICTURES / f"{name}.png").read_bytes()[:24]
    assert head[:8] == SIGNATURE
    width, height = unpack(">II", head[16:24])
    return width, height


def slimmed(content: bytes) -> bytes:
    """Return a picture as a browser takes it in few colours: a quarter of the bytes."""
    parts = dict(_parts(content))
    width, height, depth, kind = unpack(">IIBB", parts[b"IHDR"][:10])
    size = {2: 3, 6: 4}[kind]
    assert depth == 8
    rows = [*_rows(zlib.decompress(parts[b"IDAT"]), width, height, size)]
    pixels = [tuple(row[at : at + 3]) for row in rows for at in range(0, width * size, size)]
    palette = [colour for colour, _times in Counter(pixels).most_common(COLOURS)]

    @cache
    def nearest(colour: tuple[int, ...]) -> int:
        return min(
            range(len(palette)),
            key=lambda n: sum((a - b) ** 2 for a, b in zip(colour, palette[n], strict=True)),
        )

    drawn = bytes(map(nearest, pixels))
    lines = b"".join(b"\0" + drawn[at : at + width] for at in range(0, len(drawn), width))
    return SIGNATURE + b"".join(
        _part(name, data)
        for name, data in (
            (b"IHDR", pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", b"".join(map(bytes, palette))),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )


def _parts(content: bytes):
    """Yield name and data of the chunks; pictures in several pieces as one."""
    at, found = len(SIGNATURE), {}
    while at < len(content):
        (length,) = unpack(">I", content[at : at + 4])
        name, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        found[name] = found.get(name, b"") + data
        at += length + 12
    return found.items()


def _part(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def _rows(data: bytes, width: int, height: int, size: int):
    """Yield the rows of a picture with their filters undone (PNG, 9.2)."""
    length = width * size
    above = bytearray(length)
    for row in range(height):
        start = row * (length + 1)
        kind, line = data[start], bytearray(data[start + 1 : start + 1 + length])
        for at in range(length):
            left = line[at - size] if at >= size else 0
            corner = above[at - size] if at >= size else 0
            line[at] = (line[at] + _foretold(kind, left, above[at], corner)) & 255
        yield line
        above = line


def _foretold(kind: int, left: int, above: int, corner: int) -> int:
    if kind < 3:
        return (0, left, above)[kind]
    if kind == 3:
        return (left + above) // 2
    guess = left + above - corner
    return min((left, above, corner), key=lambda it: abs(guess - it))
