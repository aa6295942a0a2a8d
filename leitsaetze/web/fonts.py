"""Makes fonts small: the letters of Latin names and what German texts are set with."""

import logging
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# Latin-1 and Extended-A; what Azeri, Romanian, Vietnamese, Welsh and Pinyin need on top, and ẞ;
# punctuation, raised and lowered figures (CO₂), € ™ ← ↑ → ↓ − ≤ ≥; fi and fl. Whoever writes an
# accent as a character of its own sees the letter it makes: browsers put them together first.
RANGES = """
    0020-007E 00A0-017F
    018F 0259 01A0-01A1 01AF-01B0 01CD-01DC 01E6-01E7 0218-021B 1E80-1E85 1E9E 1EA0-1EF9
    2000-206F 2070-209F 20AC 2122 2190-2193 2212 2264-2265 FB01-FB02
"""
FEATURES = ["locl", "calt", "liga", "kern", "tnum"]
NAMES_SHOWN = {1, 3, 4, 6, 16}  # of the name table: where programs read what the font is called
# The licence reserves "Fira Sans" for the font as its makers left it. Pages may call it so.
RESERVED = {"Fira Sans": "Leitsaetze Sans", "FiraSans": "LeitsaetzeSans"}


def letters() -> set[int]:
    """Return the code points that stay."""
    found: set[int] = set()
    for part in RANGES.split():
        first, _hyphen, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def subset(source: Path) -> bytes:
    """Return the font as WOFF2 with these letters only; the same bytes each time."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = Options(layout_features=FEATURES, notdef_outline=True, name_IDs=["*"])
    # Browsers size empty fields by the measures of the whole font; they stay as they were.
    font = TTFont(source, recalcTimestamp=False, recalcBBoxes=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters())
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES_SHOWN:
            for reserved, own in RESERVED.items():
                record.string = str(record).replace(reserved, own)
    font.flavor = "woff2"
    made = BytesIO()
    font.save(made)
    return made.getvalue()
