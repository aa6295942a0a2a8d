"""Hears which texts are asked for that no catalogue knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from leitsaetze.web.languages import translations


class Unknown(NullTranslations):
    """Is asked for what the catalogues do not hold, remembers it and says it in German."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return super().ngettext(msgid1, msgid2, n)


@contextmanager
def listening(locale: str = "en") -> Iterator[set[str]]:
    """Collect the texts asked for in a language that are not translated."""
    unknown = Unknown()
    translations(locale).add_fallback(unknown)
    yield unknown.asked
    translations.cache_clear()
