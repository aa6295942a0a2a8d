"""Where a comment stands towards its principle, if its author says so. Pure Python."""

from dataclasses import dataclass
from enum import StrEnum

from leitsaetze.language import translatable


class Position(StrEnum):
    """What a comment wants to be understood as."""

    AGREEMENT = "agreement"
    CONCERN = "concern"
    PROPOSAL = "proposal"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Sign:
    """How a position is shown: never by its colour alone (WCAG 2.2, 1.4.1).

    `address` is its word in addresses of lists.
    """

    word: str
    symbol: str
    address: str


SIGNS = {
    Position.AGREEMENT: Sign(translatable("Zustimmung"), "+", "zustimmung"),
    Position.CONCERN: Sign(translatable("Bedenken"), "!", "bedenken"),
    Position.PROPOSAL: Sign(translatable("Vorschlag"), "→", "vorschlag"),
    Position.QUESTION: Sign(translatable("Frage"), "?", "frage"),
}
_BY_ADDRESS = {sign.address: position for position, sign in SIGNS.items()}


def position_at(asked: str | None) -> Position | None:
    """Return the position an address asks for; None, all of them, for anything unknown."""
    return _BY_ADDRESS.get(asked or "")


def counted_as(position: str) -> str:
    """Return under which kind the published comments of a position are counted."""
    return f"position:{position}"
