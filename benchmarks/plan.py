"""What becomes of each comment of a made-up dialogue. Pure Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from random import Random

from leitsaetze.comments.rules import ANSWERED, Status

SIZES = (1_000, 10_000, 100_000, 1_000_000)
FEW, MORE, CROWDED = 1, 2, 3  # numbers of the principles with a known number of public comments
PUBLIC = {FEW: 50, MORE: 200, CROWDED: 100_000}
GENERAL = 0  # the dialogue itself
GENERAL_SHARE = 0.03


class Fate(Enum):
    """How a comment ended up: its state, whether it ever was public, what was answered."""

    OPEN = Status.PUBLISHED, True, ""
    ANSWERED = Status.PUBLISHED, True, ANSWERED
    SETTLED = Status.PUBLISHED, True, "settled"
    PENDING = Status.PENDING, False, ""
    REFUSED = Status.HIDDEN, False, ""
    HIDDEN = Status.HIDDEN, True, ""
    WITHDRAWN = Status.WITHDRAWN, True, ""
    UNCONFIRMED = Status.AWAITING_CONFIRMATION, False, ""

    def __init__(self, status: Status, public: bool, response: str) -> None:
        self.status = status
        self.public = public
        self.response = response

    @property
    def settled(self) -> bool:
        """Whether nobody waits for an answer."""
        return bool(self.response)


PUBLISHED_SHARES = {Fate.ANSWERED: 0.34, Fate.SETTLED: 0.26, Fate.OPEN: 0.40}
OTHER_SHARES = {
    Fate.PENDING: 0.30,
    Fate.UNCONFIRMED: 0.25,
    Fate.REFUSED: 0.15,
    Fate.HIDDEN: 0.15,
    Fate.WITHDRAWN: 0.15,
}
PUBLISHED_SHARE = 0.80


@dataclass(frozen=True)
class Entry:
    """One comment to come: the number of its principle (0: the dialogue) and its fate."""

    place: int
    fate: Fate


def plan(size: int, numbers: list[int], seed: int = 4) -> Iterator[Entry]:
    """Spread `size` comments over the principles with these numbers, in a shuffled order.

    Principles FEW and MORE get exactly as many published comments as PUBLIC says, and no other
    public ones; so does CROWDED where the size has room for it.
    """
    random = Random(seed)
    known = {place: count for place, count in PUBLIC.items() if count * 5 <= size}
    entries: list[Entry] = []
    for place, count in known.items():
        entries += [Entry(place, fate) for fate in _spread(PUBLISHED_SHARES, count)]
        silent = {fate: share for fate, share in OTHER_SHARES.items() if not fate.public}
        entries += [Entry(place, fate) for fate in _spread(silent, count // 5)]
    others = [number for number in numbers if number not in PUBLIC]
    shares = {fate: share * PUBLISHED_SHARE for fate, share in PUBLISHED_SHARES.items()}
    shares |= {fate: share * (1 - PUBLISHED_SHARE) for fate, share in OTHER_SHARES.items()}
    fates, weights = list(shares), list(shares.values())
    made = {(place, fate): Entry(place, fate) for place in [GENERAL, *others] for fate in fates}
    for fate in random.choices(fates, weights, k=size - len(entries)):
        general = random.random() < GENERAL_SHARE
        entries.append(made[GENERAL if general else random.choice(others), fate])
    random.shuffle(entries)
    return iter(entries)


def _spread(shares: dict[Fate, float], count: int) -> list[Fate]:
    """Return `count` fates in these shares; the last one fills up."""
    total = sum(shares.values())
    fates = [fate for fate, share in shares.items() for _ in range(int(count * share / total))]
    return fates + [list(shares)[-1]] * (count - len(fates))
