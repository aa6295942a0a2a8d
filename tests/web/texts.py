"""The texts of the product and their translations: finds what is missing and keeps the files tidy.

    python -m tests.web.texts     writes every catalogue anew; what is missing is empty in it

Each text stands in the file of the lowest room that says it, in the order of its templates.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from leitsaetze.config import ROOT
from leitsaetze.language import OTHERS
from leitsaetze.web.languages import CATALOGUES
from tests.modules import ROOMS

KEYWORDS = DEFAULT_KEYWORDS | dict.fromkeys(
    ("_l", "lazy_gettext", "translatable", "RuleViolation", "Conflict"), (1,)
)
# What every page and every letter is made of belongs to no room.
BENEATH = {"layout": "layout", "macros": "layout", "errors": "layout", "emails": "mail"}
FILES = ["layout", "web", *ROOMS]
WIDTH = 100


@dataclass
class Text:
    """A text that somebody may read: one form, or one for each number; and where it is said."""

    id: str | tuple[str, str]
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What gettext looks it up by."""
        return self.id if isinstance(self.id, str) else self.id[0]

    @property
    def file(self) -> str:
        """The catalogue it stands in."""
        return min(map(home_of, self.places), key=FILES.index)


def home_of(place: str) -> str:
    """Return the catalogue for the texts of a source file."""
    top, *inner = Path(place).parts
    room = inner[0] if len(inner) > 1 else "web"
    return BENEATH.get(room, room) if top == "templates" else room


def extracted() -> dict[str, Text]:
    """Return every text of the product, in the order of rooms and files."""
    found: dict[str, Text] = {}
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    for place, _line, said, _comments, _context in sorted(
        extract_from_dir(ROOT, methods, options, KEYWORDS, strip_comment_tags=True),
        key=lambda it: (FILES.index(home_of(it[0])), it[0], it[1]),
    ):
        msgid = said if isinstance(said, str) else tuple(said[:2])
        text = found.setdefault(msgid if isinstance(msgid, str) else msgid[0], Text(msgid))
        if isinstance(msgid, tuple):  # one text said with and without a number is one entry
            text.id = msgid
        if place not in text.places:
            text.places.append(place)
    return found


def translated(locale: str) -> Iterator[tuple[str, Message]]:
    """Return each entry of a language with the file it stands in."""
    for path in files(locale):
        for message in read(path, locale):
            if message.id:
                yield path.stem, message


def files(locale: str) -> list[Path]:
    return sorted((CATALOGUES / locale).glob("*.po"))


def read(path: Path, locale: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def is_complete(message: Message) -> bool:
    """Tell whether every form of an entry is translated and nobody doubts it."""
    forms = [message.string] if isinstance(message.string, str) else message.string
    return all(forms) and not message.fuzzy


def tidied(locale: str) -> dict[str, bytes]:
    """Return what the catalogues should hold, by file, translated as far as it is by now."""
    texts = extracted()
    kept = {key_of(message): message for _file, message in translated(locale)}
    parts = {name: Catalog(locale=locale, charset="utf-8", header_comment="") for name in FILES}
    for key, text in texts.items():
        known = kept.get(key)
        fits = known is not None and isinstance(known.id, str) == isinstance(text.id, str)
        parts[text.file].add(
            text.id,
            known.string if known is not None and fits else None,
            locations=[(place, None) for place in text.places],
            user_comments=known.user_comments if known is not None else [],
        )
    return {name: written(part, locale, name) for name, part in parts.items() if len(part)}


def written(part: Catalog, locale: str, name: str) -> bytes:
    """Return a catalogue as it stands in its file, with the header the file has."""
    part.header_comment = f"# {OTHERS[locale]}: texts of “{name}”. See docs/translating.md."
    buffer = BytesIO()
    write_po(buffer, part, width=WIDTH, include_lineno=False, omit_header=True)
    head = f'{part.header_comment}\nmsgid ""\nmsgstr ""\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += f'"Language: {locale}\\n"\n"Plural-Forms: {part.plural_forms}\\n"\n\n'
    return head.encode() + buffer.getvalue().strip() + b"\n"


def missing(locale: str) -> dict[str, list[Text]]:
    """Return what a language does not say yet, by the file it belongs into."""
    complete = {key_of(message) for _file, message in translated(locale) if is_complete(message)}
    lacking: dict[str, list[Text]] = {}
    for key, text in extracted().items():
        if key not in complete:
            lacking.setdefault(text.file, []).append(text)
    return lacking


def entries(texts: Iterable[Text]) -> str:
    """Return entries to be filled in, as they stand in a catalogue."""
    part = Catalog(locale="en", charset="utf-8")
    for text in texts:
        part.add(text.id, locations=[(place, None) for place in text.places])
    buffer = BytesIO()
    write_po(buffer, part, width=WIDTH, include_lineno=False, omit_header=True)
    return buffer.getvalue().decode()


def told(lacking: dict[str, list[Text]], locale: str) -> str:
    """Return what is missing as text to be copied, by file."""
    return "\n".join(
        f"leitsaetze/translations/{locale}/{name}.po:\n\n{entries(texts)}"
        for name, texts in lacking.items()
    )


def main() -> None:
    """Write the catalogues of every language anew and say what is missing in them."""
    for locale in OTHERS:
        whole = tidied(locale)
        for path in files(locale):
            if path.stem not in whole:
                path.unlink()
        for name, content in whole.items():
            (CATALOGUES / locale / f"{name}.po").write_bytes(content)
        sys.stdout.write(told(missing(locale), locale) or f"{locale}: nothing is missing\n")


if __name__ == "__main__":
    main()
