"""The sentence of every deed, one line of the log each. Pure Python.

A deed stays in these tables when the code no longer does it: the log outlives the code.
"""

from dataclasses import dataclass

from leitsaetze.administration.deed_phrases import Kind
from leitsaetze.administration.deeds_of_dialogues import OF_DIALOGUES
from leitsaetze.administration.deeds_of_events import OF_EVENTS
from leitsaetze.administration.deeds_of_the_office import OF_THE_OFFICE


@dataclass(frozen=True)
class Sentence:
    """How the log tells of a deed: somebody did it, or it happened without one of us."""

    kind: Kind
    somebody: str
    nobody: str


SENTENCES = {
    deed: Sentence(kind, *told)
    for kind, deeds in {**OF_DIALOGUES, **OF_EVENTS, **OF_THE_OFFICE}.items()
    for deed, told in deeds.items()
}
