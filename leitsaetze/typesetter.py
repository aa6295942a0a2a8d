"""Sets one page and ends: a program of its own, so that the server never holds what setting takes.

Reads {"template", "data", "form"} as JSON from standard input and writes to standard output: as
"pdf" tagged (PDF/UA-1, ISO 14289-1), as "png" with 144 pixels per inch. What does not fit on one
page is tried in the next smaller setting of the template. Letters the font does not have are left
out: a page that claims to be accessible may not hold any.
"""

import json
import re
import sys
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from fontTools.ttLib import TTFont

from leitsaetze.web.sources import files_in

FONTS = ("FiraSans-Regular", "FiraSans-SemiBold")
FOLDER = "kern/fonts/fira-sans/"
LEVELS = 6
DENSITY = 144  # pixels per inch


def main() -> None:
    """Set what standard input asks for."""
    asked = json.load(sys.stdin)
    files = files_in()
    with TemporaryDirectory() as folder:
        known = [_unpacked(files[f"{FOLDER}{name}.woff2"], Path(folder)) for name in FONTS]
        data = _in_letters(asked["data"], known[0] & known[1])
        sys.stdout.buffer.write(_set(asked["template"], data, asked["form"], folder))


def _set(template: str, data: object, form: str, fonts: str) -> bytes:
    source = template.encode()
    how: dict[str, Any] = {"font_paths": [fonts], "ignore_system_fonts": True}
    for level in range(LEVELS):
        how["sys_inputs"] = {"data": json.dumps(data), "level": str(level)}
        if int(typst.query(source, "<pages>", field="value", one=True, **how)) == 1:
            break
    if form == "png":
        return bytes(typst.compile(source, format="png", ppi=DENSITY, **how))
    return bytes(typst.compile(source, format="pdf", pdf_standards=["ua-1"], **how))


def _unpacked(font: Path, folder: Path) -> set[int]:
    """Write a font of the web as one that can be set with; return the letters it has."""
    whole = TTFont(font)
    whole.flavor = None
    whole.save(folder / f"{font.stem}.ttf")
    return set(whole.getBestCmap())


def _in_letters(data: Any, known: Collection[int]) -> Any:
    """Return the same data with these letters only, and blanks where others stood."""
    match data:
        case str():
            kept = "".join(c if ord(c) in known or c == "\n" else " " for c in data)
            return re.sub(r"  +", " ", kept).strip()
        case list():
            return [_in_letters(it, known) for it in data]
        case dict():
            return {name: _in_letters(it, known) for name, it in data.items()}
    return data


if __name__ == "__main__":
    main()
