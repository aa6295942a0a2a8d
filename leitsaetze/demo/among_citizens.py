"""What the citizens of the demonstration say to each other, and who joins in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from leitsaetze.accounts.actions import person_for
from leitsaetze.accounts.models import Person
from leitsaetze.comments import actions, intake, supporting
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.demo.citizen_facts import ANSWERING, JOINING, POSITIONS, QUOTING, Answering
from leitsaetze.demo.moments import Step
from leitsaetze.extensions import db
from leitsaetze.principles.models import Principle
from leitsaetze.text import plain


def with_position(said: intake.Contribution, principle: Principle | None) -> intake.Contribution:
    """Return what somebody says with their position and what they quote, if they do."""
    quote = QUOTING.get(said.name, "") if principle is not None else ""
    seen = principle.revision.number if principle is not None else 0
    position = POSITIONS.get(said.name)
    return replace(said, position=position, passage=quote, seen_revision=seen)


def among_citizens(moderator: Person, comments: Mapping[str, Comment]) -> Iterator[Step]:
    """Yield who replies to whom and who joins in, as day, time and deed."""
    for it in ANSWERING:
        yield it.day, it.time, _answering(it, comments, moderator)
    for day, (name, number) in enumerate(JOINING.items(), -9):
        yield min(day, -1), "18:30", _joining(name, number, comments)


def _answering(it: Answering, comments: Mapping[str, Comment], by: Person) -> Callable[[], object]:
    def answer() -> None:
        parent = comments[it.to]
        said = intake.Contribution(words=plain(it.words), name=it.name)
        reply = intake.submit(said, parent.dialogue, parent.principle, parent=parent)
        db.session.flush()
        if it.published:
            actions.decide(reply, Verdict.PUBLISH, by=by)

    return answer


def _joining(name: str, number: int, comments: Mapping[str, Comment]) -> Callable[[], object]:
    def join() -> None:
        for n in range(number):
            person = person_for(f"stimme{n}@post.example")
            db.session.flush()
            supporting.support(comments[name], by=person)

    return join
