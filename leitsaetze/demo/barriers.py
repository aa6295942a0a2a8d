"""What people in the demonstration tell of barriers, and the answers they get."""

from collections.abc import Callable, Iterator

from leitsaetze.accounts.models import Person
from leitsaetze.demo.moments import Step
from leitsaetze.demo.rules import BARRIERS, Barrier
from leitsaetze.feedback.actions import Report, handle, take_in
from leitsaetze.feedback.models import Feedback
from leitsaetze.feedback.rules import Deed
from leitsaetze.text import markdown


def barriers(administrator: Person) -> Iterator[Step]:
    """Yield what happens to each, as day, time and deed."""
    for barrier in BARRIERS:
        told: list[Feedback] = []
        yield barrier.day, barrier.time, _telling(barrier, told)
        if barrier.answer:
            yield barrier.answered_day, "11:30", _answering(barrier, told, administrator)


def _telling(barrier: Barrier, told: list[Feedback]) -> Callable[[], object]:
    report = Report(
        words=barrier.words,
        page=barrier.page,
        name=barrier.name,
        address=barrier.address,
        wants_answer=barrier.wants_answer,
        privacy_version=1,
    )
    return lambda: told.append(take_in(report))


def _answering(barrier: Barrier, told: list[Feedback], by: Person) -> Callable[[], object]:
    words = markdown(barrier.answer, reply=True)
    return lambda: handle(told[0], deed=Deed.ANSWER, words=words, note=barrier.note, by=by, seen=1)
