"""Pictures as files hold them, made by hand: small, whole, and of a known size."""

from struct import pack
from zlib import compress, crc32


def png(width: int = 40, height: int = 30, grey: int = 200) -> bytes:
    """A grey picture."""
    head = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = compress((b"\0" + bytes([grey]) * width) * height)
    parts = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(content)) + name + content + pack(">I", crc32(name + content))
        for name, content in parts
    )


def jpeg(width: int = 40, height: int = 30) -> bytes:
    """As much of a JPEG as tells its size."""
    comment = b"\xff\xfe\x00\x06abcd"
    frame = b"\xff\xc0" + pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + comment + frame + b"\xff\xd9"


def svg(inside: str = "<circle r='9'/>", attributes: str = "viewBox='0 0 40 30'") -> bytes:
    """A drawing."""
    return f"<svg xmlns='http://www.w3.org/2000/svg' {attributes}>{inside}</svg>".encode()
