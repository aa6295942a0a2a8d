"""Tells German from English by its letters and small words, and finds it on a page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

# Small words that are none in English, as "die", "war", "hat", "also" and "den" are.
WORDS = """
    aber als auch auf aus bei beim bereits bis bitte damit dann das dem der diese diesem diesen
    dieser dieses durch ein eine einem einen einer eines gibt haben hier ich ihr ihre ihrem ihren
    ihrer ist jetzt kann kein keine keinen mit nach nicht noch nur oder schon sich sie sind uhr und
    uns unser unsere vom von vor werden wie wieder wir wird wurde zu zum zur zwei
""".split()
# As they are written, not in capitals: a receipt number may well read "AUS" or "NUR".
WRITTEN = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in WORDS)
GERMAN = re.compile(rf"[äöüßÄÖÜ„]|\b(?:{WRITTEN})\b")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-empty", "data-keep")
VOID = "area base br col embed hr img input link meta source track wbr".split()
# What people typed, and what a page calls itself: a title cannot say where its language changes.
TYPED = ("textarea", "title", "bdi", "script", "style")


class Listener(HTMLParser):
    """Collects all words of a page that claim to be in a language."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self.locale = locale
        self.open: list[tuple[str, str]] = []
        self.heard: list[str] = []

    @property
    def speaks(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        lang = given.get("lang") or self.speaks
        if lang == self.locale:
            self.heard += [given[name] for name in SPOKEN if given.get(name)]
            if tag == "input" and given.get("type") == "submit":
                self.heard.append(given.get("value") or "")
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data) -> None:
        typed = any(tag in TYPED for tag, _lang in self.open)
        if self.speaks == self.locale and not typed and data.strip():
            self.heard.append(" ".join(data.split()))


def german_on(page: str) -> Iterator[str]:
    """Every piece of an English page that reads German and does not say so."""
    listener = Listener("en")
    listener.feed(page)
    yield from (words for words in listener.heard if GERMAN.search(words))
