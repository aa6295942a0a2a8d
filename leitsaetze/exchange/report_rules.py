"""What the report counts and how it names states and sources. Pure Python."""

from collections import Counter
from dataclasses import dataclass

from leitsaetze.comments.rules import Source, Status
from leitsaetze.language import translatable

# Where comments that were not written online came in.
ON_SITE = {
    Source.CARD: translatable("Kommentarkarte"),
    Source.PHONE: translatable("Telefon"),
    Source.EVENT: translatable("Veranstaltung"),
}
STATES = {
    Status.PUBLISHED: translatable("veröffentlicht"),
    Status.HIDDEN: translatable("ausgeblendet"),
    Status.WITHDRAWN: translatable("zurückgezogen"),
    Status.ERASED: translatable("gelöscht"),
}
GONE = (Status.WITHDRAWN, Status.ERASED)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many comments came in and what became of them.

    Each that was received is published, hidden, pending or gone; some of the published ones are
    answered, some of all came in on site.
    """

    received: int = 0
    published: int = 0
    answered: int = 0
    hidden: int = 0
    pending: int = 0
    gone: int = 0
    on_site: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """Return both together."""
        return Figures(*(getattr(self, name) + getattr(other, name) for name in Figures.__slots__))


def counted(comments: list[tuple[Status, Source, bool]]) -> Figures:
    """Count comments, each as its state, its source and whether there is an answer."""
    states = Counter(status for status, _source, _answered in comments)
    return Figures(
        received=len(comments),
        published=states[Status.PUBLISHED],
        answered=sum(done and status is Status.PUBLISHED for status, _source, done in comments),
        hidden=states[Status.HIDDEN],
        pending=states[Status.PENDING],
        gone=sum(states[status] for status in GONE),
        on_site=sum(source in ON_SITE for _status, source, _answered in comments),
    )
