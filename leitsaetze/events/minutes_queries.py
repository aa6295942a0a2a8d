"""Questions about minutes, results and tasks. What readers may see is what was published."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased, joinedload

from leitsaetze.accounts.models import Person
from leitsaetze.comments.models import Comment
from leitsaetze.comments.queries import has_public_place
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.minutes_models import (
    EventResult,
    Minutes,
    MinutesEdition,
    MinutesField,
    MinutesPrinciple,
    ResultWords,
    Task,
)
from leitsaetze.events.models import Event
from leitsaetze.events.queries import is_visible, public_fields, public_principles
from leitsaetze.events.rules import Answer
from leitsaetze.events.seat_rules import Seat
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision

Rows = Select[*tuple[Any, ...]]


def minutes_held(event_id: int) -> Select[Minutes]:
    """The minutes as they are now, kept from everybody else until the deed is done."""
    return (
        select(Minutes)
        .where(Minutes.event_id == event_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def editions_of(event_id: int) -> Select[MinutesEdition]:
    """The published minutes of an event everybody may know of, newest first."""
    return (
        select(MinutesEdition)
        .join(MinutesEdition.event)
        .where(MinutesEdition.event_id == event_id, is_visible())
        .options(joinedload(MinutesEdition.event))
        .order_by(MinutesEdition.number.desc())
    )


def has_minutes(event_id: int) -> Select[bool]:
    """Whether minutes of an event were published."""
    return select(exists().where(MinutesEdition.event_id == event_id))


def is_newest() -> ColumnElement[bool]:
    """Say that minutes are those that hold: no later edition of them is published."""
    later = aliased(MinutesEdition)
    same = later.event_id == MinutesEdition.event_id
    return ~exists().where(same, later.number > MinutesEdition.number)


def fields_discussed(edition_id: int) -> Select[str]:
    """Titles of the public fields of action that were discussed, but of no withdrawn one."""
    return (
        public_fields()
        .join(MinutesField, MinutesField.field_id == FieldOfAction.id)
        .where(MinutesField.edition_id == edition_id)
    )


def principles_discussed(edition_id: int) -> Select[str, int, str]:
    """The principles that were discussed, as `queries.principles_of_event` gives them."""
    return (
        public_principles()
        .join(MinutesPrinciple, MinutesPrinciple.principle_id == Principle.id)
        .where(MinutesPrinciple.edition_id == edition_id)
    )


def results_in(edition_id: int) -> Rows:
    """The results of an edition in their order, each with what everybody may know came of it."""
    return (
        select(
            EventResult.id,
            EventResult.number,
            ResultWords.words,
            case((has_public_place(), Comment.id)).label("comment_id"),
            Dialogue.slug,
            Principle.number.label("principle_number"),
            Revision.number.label("revision_number"),
            Task.words.label("task"),
            Task.responsible,
            Task.due_on,
            Task.done_on,
        )
        .select_from(ResultWords)
        .join(EventResult, EventResult.id == ResultWords.result_id)
        .outerjoin(Comment, Comment.id == EventResult.comment_id)
        .outerjoin(Revision, Revision.id == EventResult.revision_id)
        .outerjoin(Principle, Principle.id == Revision.principle_id)
        .outerjoin(
            Dialogue,
            and_(Dialogue.id == Principle.dialogue_id, Dialogue.published_at.is_not(None)),
        )
        .outerjoin(Task, Task.result_id == EventResult.id)
        .where(ResultWords.edition_id == edition_id)
        .order_by(EventResult.number)
    )


def results_of(event_id: int) -> Select[EventResult]:
    """The results of an event that are public, by number."""
    return select(EventResult).where(EventResult.event_id == event_id).order_by(EventResult.number)


def number_of_results(event_id: int) -> Select[int]:
    """How many results of an event are public; their numbers go from 1 to that."""
    return select(func.count(EventResult.id)).where(EventResult.event_id == event_id)


def fields_with(numbers: Sequence[int]) -> Select[FieldOfAction]:
    """The fields of action with these keys, public or not: for writing, never for readers."""
    return select(FieldOfAction).where(FieldOfAction.id.in_(numbers)).order_by(FieldOfAction.id)


def principles_with(numbers: Sequence[int]) -> Select[Principle]:
    """The principles with these keys and their present wording, public or not, for writing."""
    return (
        select(Principle)
        .where(Principle.id.in_(numbers))
        .options(joinedload(Principle.revision), joinedload(Principle.dialogue))
        .order_by(Principle.id)
    )


def result_of(event_id: int, number: int) -> Select[EventResult]:
    """The result with this number."""
    return select(EventResult).where(EventResult.event_id == event_id, EventResult.number == number)


def result_held(event_id: int, number: int) -> Select[EventResult]:
    """A result as it is now, kept from everybody else until the deed is done."""
    return result_of(event_id, number).with_for_update().execution_options(populate_existing=True)


def words_of_result(result_id: int) -> Select[str]:
    """The words of a result in the minutes that hold now."""
    return (
        select(ResultWords.words)
        .join(MinutesEdition, MinutesEdition.id == ResultWords.edition_id)
        .where(ResultWords.result_id == result_id)
        .order_by(MinutesEdition.number.desc())
        .limit(1)
    )


def result_behind_comment(comment_id: int) -> Select[EventResult]:
    """The result a comment was made of."""
    return (
        select(EventResult)
        .where(EventResult.comment_id == comment_id)
        .options(joinedload(EventResult.event))
    )


def task_of(result_id: int) -> Select[Task]:
    """The task a result became."""
    return select(Task).where(Task.result_id == result_id)


def tasks(*, done: bool) -> Select[Task]:
    """The tasks that are open, the one due first first; or those done, the last one first."""
    found = select(Task).options(joinedload(Task.result).joinedload(EventResult.event))
    if done:
        return found.where(Task.done_on.is_not(None)).order_by(Task.done_on.desc(), Task.id.desc())
    return found.where(Task.done_on.is_(None)).order_by(Task.due_on, Task.id)


def taking_part(event_id: int) -> Select[Person]:
    """Who has seats at an event, or said yes to an invitation that stands: never public."""
    seats = select(Registration.person_id).where(
        Registration.event_id == event_id, Registration.state == Seat.SEATED
    )
    yes = select(Invitation.guest_id).where(
        Invitation.event_id == event_id,
        Invitation.answer == Answer.YES,
        Invitation.withdrawn_at.is_(None),
    )
    return select(Person).where(or_(Person.id.in_(seats), Person.id.in_(yes))).order_by(Person.id)


@cache
def results_behind() -> Select[int, int, str]:
    """The results that went into the revision `revision_id`: event, number, title of the event."""
    return (
        select(EventResult.event_id, EventResult.number, Event.title)
        .join(EventResult.event)
        .where(EventResult.revision_id == bindparam("revision_id"), is_visible())
        .order_by(EventResult.event_id, EventResult.number)
    )


def results_drafted(draft_id: int) -> Select[EventResult]:
    """The results that went into an editors' draft, with their events."""
    return (
        select(EventResult)
        .where(EventResult.draft_id == draft_id)
        .options(joinedload(EventResult.event))
        .order_by(EventResult.id)
    )
