"""A search as its address says it, and its answer."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from leitsaetze.extensions import plan_for_any_values, rows_of
from leitsaetze.search import readable
from leitsaetze.search.finding import Found, find, sought
from leitsaetze.search.rules import (
    COUNTED,
    KINDS,
    MOST_SIGNS,
    PER_PAGE,
    SORTED,
    Narrowed,
    Order,
    asked_for,
)
from leitsaetze.search.showing import Hit, meant, shown

LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Places:
    """Dialogues and their fields whose words are public: what a search can be narrowed down to."""

    dialogues: Mapping[int, str]
    fields: Sequence[tuple[str, Sequence[tuple[int, str]]]]  # by the title of their dialogue

    @classmethod
    def known(cls) -> "Places":
        """Return those of this moment."""
        dialogues: dict[int, str] = {}
        fields: dict[int, list[tuple[int, str]]] = {}
        for row in rows_of(readable.places_of_dialogues()):
            dialogues[row.id] = row.title
            if row.field_id is not None:
                fields.setdefault(row.id, []).append((row.field_id, row.field_title))
        return cls(dialogues, [(dialogues[it], own) for it, own in fields.items()])


@dataclass(frozen=True)
class Search:
    """What somebody looks for: the question, what it is narrowed down to, where the list goes on.

    Whatever an address says that is not offered counts as not said.
    """

    question: str
    words: Sequence[str]
    kind: str
    dialogue_id: int | None
    field_id: int | None
    order: Order
    after: int | None  # the last entry shown; by relevance, how many were

    @classmethod
    def of(cls, said: Mapping[str, str], places: Places) -> "Search":
        """Return what the query of an address says."""
        question = " ".join(said.get("q", "")[:MOST_SIGNS].split())
        fields = {number for _title, own in places.fields for number, _name in own}
        kind = said.get("art", "")
        after = _number(said.get("nach", ""))
        return cls(
            question=question,
            words=asked_for(question),
            kind=kind if kind in KINDS else "",
            dialogue_id=_one_of(said.get("dialog", ""), places.dialogues),
            field_id=_one_of(said.get("feld", ""), fields),
            order=Order.RELEVANCE if said.get("sortierung") == Order.RELEVANCE else Order.NEWEST,
            after=after,
        )

    @property
    def narrowed(self) -> Narrowed:
        """What the list is narrowed down to."""
        kind = KINDS[self.kind] if self.kind else None
        return Narrowed(kind, self.dialogue_id, self.field_id)

    @property
    def is_narrowed(self) -> bool:
        """Whether it is narrowed down to anything."""
        return self.narrowed != Narrowed()

    def query(self, **others: Any) -> str:
        """Return the query of the address that says the same but for `others`."""
        said = {
            "q": self.question,
            "art": self.kind,
            "dialog": self.dialogue_id,
            "feld": self.field_id,
            "sortierung": self.order.value,
        } | others
        return "?" + urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Answer:
    """A page of hits; `number` of all is None on further pages. `on` leads to the next page."""

    hits: Sequence[Hit] = ()
    number: int | None = 0
    more: bool = False
    on: str = ""
    meant: str = ""
    sorted_newest: bool = False


def answered(search: Search, places: Places) -> Answer:
    """Look for what somebody looks for."""
    if not search.words:
        return Answer()
    plan_for_any_values()
    wanted, dialogues = sought(search.words), list(places.dialogues)
    first = search.after is None
    by_relevance = search.order is Order.RELEVANCE
    found = find(
        wanted,
        search.narrowed,
        dialogues,
        order=search.order,
        before=None if by_relevance else search.after,
        most=COUNTED if first else PER_PAGE,
    )
    skipped = min(search.after or 0, SORTED) if by_relevance else 0
    page = found.entries[skipped : skipped + PER_PAGE]
    hits = shown(page, wanted, search.narrowed)
    words = None
    if first and not found.entries:
        words = meant(wanted, dialogues)
    return Answer(
        hits=hits,
        number=min(len(found.entries), COUNTED) if first else None,
        more=len(found.entries) > COUNTED or found.more,
        on=_way_on(search, found, skipped),
        meant=" ".join(words or ()),
        sorted_newest=by_relevance and found.more,
    )


def _way_on(search: Search, found: Found, skipped: int) -> str:
    end = skipped + PER_PAGE
    if search.order is Order.RELEVANCE:
        return search.query(nach=end) if len(found.entries) > end else ""
    if len(found.entries) > PER_PAGE or found.more:
        return search.query(nach=found.entries[PER_PAGE - 1][0])
    return ""


def _number(said: str) -> int | None:
    if not (said.isascii() and said.isdecimal()):
        return None
    return min(int(said[:20]), LARGEST) or None


def _one_of(said: str, numbers: Container[int]) -> int | None:
    number = _number(said)
    return number if number is not None and number in numbers else None
