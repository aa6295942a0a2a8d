"""Which pictures can be a logo: told by what is in them, never by their name. Pure Python."""

import hashlib
import re
from dataclasses import dataclass
from math import isfinite
from struct import unpack
from xml.etree import ElementTree

from leitsaetze.errors import RuleViolation

LARGEST = 200_000  # bytes
SMALLEST_SIDE, LARGEST_SIDE = 16, 4000  # pixels
TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
# An SVG is a document: opened on its own it may draw, and nothing else.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_SVG = "{http://www.w3.org/2000/svg}"
_NOT_IN_A_LOGO = {
    *("script", "foreignobject", "iframe", "object", "embed", "audio", "video", "a", "handler"),
    *("animate", "animatetransform", "animatemotion", "animatecolor", "set", "discard"),
}
_FROM_ELSEWHERE = re.compile(
    r"@import|javascript:|url\(\s*['\"]?(?!\s*['\"]?(?:#|data:image/))", re.IGNORECASE
)
_DEEPEST = 100
_SMALLEST_PNG = 33  # bytes: signature and head
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = {0x01, *range(0xD0, 0xD8)}


@dataclass(frozen=True)
class Logo:
    """A picture as a setting keeps it: digest, kind, size. Its content is a row of `picture`."""

    digest: str
    kind: str
    width: int
    height: int

    @classmethod
    def of(cls, value: str) -> "Logo | None":
        """Return the picture a setting names, if it names one."""
        found = re.fullmatch(r"([0-9a-f]{32})\.(png|jpg|svg) (\d{1,5})x(\d{1,5})", value)
        return cls(found[1], found[2], int(found[3]), int(found[4])) if found else None

    @property
    def value(self) -> str:
        """What a setting keeps."""
        return f"{self.name} {self.width}x{self.height}"

    @property
    def name(self) -> str:
        """The name of the file, which changes with its content."""
        return f"{self.digest}.{self.kind}"


def recognised(content: bytes) -> Logo:
    """Return what kind of picture this is; raises RuleViolation for what can be no logo."""
    if len(content) > LARGEST:
        raise RuleViolation("Das Bild ist zu groß. Möglich sind höchstens 200 kB.")
    kind, (width, height) = _measured(content)
    if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (width, height)):
        raise RuleViolation(
            "Das Bild hat %(width)d × %(height)d Bildpunkte. Möglich sind 16 bis 4.000 je Seite.",
            width=width,
            height=height,
        )
    return Logo(hashlib.sha256(content).hexdigest()[:32], kind, width, height)


def _measured(content: bytes) -> tuple[str, tuple[int, int]]:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", _size_of_png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg", _size_of_jpeg(content)
    if b"<svg" in content[:5000]:
        return "svg", _size_of_svg(content)
    raise RuleViolation("Das ist kein Bild, das wir zeigen können. Möglich sind PNG, JPEG und SVG.")


def _damaged() -> RuleViolation:
    return RuleViolation("Die Bilddatei ist beschädigt. Bitte speichern Sie das Bild noch einmal.")


def _size_of_png(content: bytes) -> tuple[int, int]:
    whole = len(content) >= _SMALLEST_PNG and b"IEND" in content[-16:]
    if not whole or content[12:16] != b"IHDR":
        raise _damaged()
    width, height = unpack(">II", content[16:24])
    return width, height


def _size_of_jpeg(content: bytes) -> tuple[int, int]:
    """Walk the segments to the one that tells the size."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004  begins every segment
        marker = content[at + 1]
        if marker in _JPEG_SIZES:
            height, width = unpack(">HH", content[at + 5 : at + 9])
            return width, height
        length = 0 if marker in _JPEG_ALONE else unpack(">H", content[at + 2 : at + 4])[0]
        at += 2 + length
    raise _damaged()


def _size_of_svg(content: bytes) -> tuple[int, int]:
    """Return the size of a drawing that holds nothing but the drawing."""
    if re.search(rb"<!DOCTYPE|<!ENTITY", content, re.IGNORECASE):
        raise RuleViolation(
            "Die SVG-Datei beginnt mit einer Dokumenttyp-Angabe. Bitte speichern Sie sie als "
            "„einfaches SVG“ oder als PNG."
        )
    try:
        root = ElementTree.fromstring(content.decode("utf-8-sig"))  # noqa: S314  no entities get here
    except (ElementTree.ParseError, ValueError):
        raise _damaged() from None
    if root.tag != f"{_SVG}svg":
        raise _damaged()
    _refuse_active(root)
    return _stated_size(root)


def _refuse_active(root: ElementTree.Element) -> None:
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        if depth > _DEEPEST or _is_active(element):
            raise RuleViolation(
                "Die SVG-Datei enthält mehr als eine Zeichnung: Skripte, Links, Bewegung oder "
                "Inhalte von anderen Seiten. Bitte speichern Sie sie als „einfaches SVG“ oder als "
                "PNG."
            )
        waiting += [(child, depth + 1) for child in element]


def _is_active(element: ElementTree.Element) -> bool:
    name = str(element.tag).rpartition("}")[2].lower()
    if name in _NOT_IN_A_LOGO or _FROM_ELSEWHERE.search(element.text or ""):
        return True
    return any(_acts(key.rpartition("}")[2].lower(), value) for key, value in element.items())


def _acts(attribute: str, value: str) -> bool:
    if attribute.startswith("on") or _FROM_ELSEWHERE.search(value):
        return True
    return attribute in {"href", "src"} and not value.strip().startswith(("#", "data:image/"))


def _stated_size(root: ElementTree.Element) -> tuple[int, int]:
    box = re.findall(r"-?[\d.]+(?:e-?\d+)?", root.get("viewBox", ""))
    sides = box[2:4] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]  # noqa: PLR2004  x, y, width, height
    try:
        width, height = (float(side.removesuffix("px")) for side in sides)
    except ValueError:
        raise RuleViolation("Der SVG-Datei fehlt die Angabe, wie groß das Bild ist.") from None
    if not (width > 0 and height > 0):
        raise _damaged()
    # A drawing has no pixels: only its shape counts.
    scale = max(1.0, SMALLEST_SIDE / min(width, height))
    width, height = width * scale, height * scale
    if not (isfinite(width) and isfinite(height)):
        raise _damaged()
    return round(width), round(height)
