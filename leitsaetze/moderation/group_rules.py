"""Which comments one answer can be for together, and why others cannot. Pure Python."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from leitsaetze.comments.rules import RECEIPT_LENGTH, Proposed, Status, receipt_code
from leitsaetze.language import translatable

MOST_TOGETHER = 30  # comments one answer is for
JOINED = "mit"  # in the address: comments chosen elsewhere
ADD = "dazu"  # the value of the button that adds comments by their numbers


class Chosen(NamedTuple):
    """A comment an answer is for, too: the version seen of it, its author's name."""

    number: int
    version: int
    name: str
    is_public: bool


@dataclass(frozen=True)
class Circle:
    """For which further comments an answer is. What is empty changes nothing.

    `regroups` says that `companions` are others than before; `leaves` takes the comment at hand out
    of those an answer that stands is for.
    """

    companions: tuple[Chosen, ...] = ()
    regroups: bool = False
    leaves: bool = False


class Unfit(StrEnum):
    """Why a comment cannot be answered together with others now."""

    ELSEWHERE = "elsewhere"
    GONE = "gone"
    HIDDEN = "hidden"
    DOUBTED = "doubted"
    HELD_BACK = "held_back"
    ANSWERED = "answered"
    PROPOSED = "proposed"
    CLAIMED = "claimed"


UNFIT_WORDS = {
    Unfit.ELSEWHERE: translatable("Er gehört zu einem anderen Dialog."),
    Unfit.GONE: translatable("Er ist zurückgezogen, gelöscht oder noch nicht bestätigt."),
    Unfit.HIDDEN: translatable("Er ist ausgeblendet; das entscheiden Sie bitte einzeln."),
    Unfit.DOUBTED: translatable(
        "Ihn auszublenden ist vorgeschlagen; entscheiden Sie das bitte zuerst."
    ),
    Unfit.HELD_BACK: translatable("Er ist gemeldet worden; das entscheiden Sie bitte zuerst."),
    Unfit.ANSWERED: translatable("Er ist schon beantwortet."),
    Unfit.PROPOSED: translatable("Für ihn liegt eine andere Antwort zum Gegenlesen."),
    Unfit.CLAIMED: translatable("Jemand anderes arbeitet gerade daran."),
}


@dataclass(frozen=True)
class Facts:
    """What counts of a comment at this moment.

    `here` says that it belongs to the dialogue of the answer, `proposed` what waits for somebody
    else to look at it beside that answer, `colleague` that somebody else works on it.
    """

    status: Status
    here: bool
    held_back: bool
    answered: bool
    proposed: Proposed | None
    colleague: bool


def unfit(facts: Facts) -> Unfit | None:
    """Return why a comment cannot be answered together with another; None when it can."""
    reasons = {
        Unfit.ELSEWHERE: not facts.here,
        Unfit.HIDDEN: facts.status is Status.HIDDEN,
        Unfit.GONE: facts.status not in (Status.PENDING, Status.PUBLISHED),
        Unfit.DOUBTED: facts.proposed is Proposed.HIDING,
        Unfit.HELD_BACK: facts.held_back,
        Unfit.ANSWERED: facts.answered,
        Unfit.PROPOSED: facts.proposed is not None,
        Unfit.CLAIMED: facts.colleague,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def numbers_typed(written: str) -> list[str]:
    """Return the numbers of comments or receipts somebody typed, apart, each once.

    A receipt number may be written in two halves, as it stands on paper.
    """
    half, found = RECEIPT_LENGTH // 2, list[str]()
    for part in re.split(r"[,;\n]+", written):
        words = part.split()
        pairs = len(words) > 1 and all(len(receipt_code(word)) == half for word in words)
        if pairs and len(words) % 2 == 0 and not all(word.isdecimal() for word in words):
            words = ["".join(two) for two in zip(words[::2], words[1::2], strict=True)]
        found += words
    return list(dict.fromkeys(word.lstrip("#") for word in found))


def names_somebody(answer: str, names: list[str]) -> bool:
    """Tell whether an answer that several get has the name of one of them in it."""
    said = (rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if name.strip())
    return any(re.search(pattern, answer) for pattern in said)
