"""What becomes of a result of an event: a comment, words of a draft, a task; each once."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Update, update

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments.gathered import bring_in
from leitsaetze.comments.models import Comment
from leitsaetze.errors import OVERTAKEN, Conflict, RuleViolation
from leitsaetze.events import minutes_queries
from leitsaetze.events.actions import touch_events
from leitsaetze.events.minutes_models import EventResult, Task
from leitsaetze.events.minutes_rules import RESPONSIBLE, RESULT, TASK
from leitsaetze.extensions import changed, db
from leitsaetze.principles.actions import touch
from leitsaetze.principles.models import Dialogue, Principle, Revision


@dataclass(frozen=True)
class Promise:
    """What a task says: what, which department, until when; done on a day, or open."""

    words: str
    responsible: str
    due_on: date
    done_on: date | None = None


def make_comment(
    result: EventResult,
    words: str,
    dialogue: Dialogue,
    principle: Principle | None,
    *,
    by: Person,
) -> Comment:
    """Let a result become a comment on a principle, or on the dialogue as a whole, once.

    Raises RuleViolation when it already is one, when the event does not belong to the dialogue, and
    for what `comments.gathered.bring_in` refuses.
    """
    held = held_result(result)
    if held.comment_id is not None:
        raise RuleViolation("Aus diesem Ergebnis ist schon ein Kommentar geworden.")
    if dialogue.id not in {it.id for it in held.event.dialogues}:
        raise RuleViolation("Die Veranstaltung gehört nicht zu diesem Dialog.")
    said = RESULT(words)
    if not said:
        raise RuleViolation("Hier fehlt ein Text.")
    comment = bring_in(said, dialogue, principle, name=held.event.title, by=by)
    held.comment_id = comment.id
    db.session.flush()
    record("event_result.became_comment", held.event, by=by, number=held.number, comment=comment.id)
    touch_events()
    return comment


def take_on(result: EventResult, promise: Promise, *, by: Person | None) -> Task:
    """Let a result become a task, once; everybody reads it. Raises RuleViolation."""
    held = held_result(result)
    if db.session.scalar(minutes_queries.task_of(held.id)) is not None:
        raise RuleViolation("Aus diesem Ergebnis ist schon eine Aufgabe geworden.")
    task = Task(result_id=held.id, version=0)
    _put(task, promise, by=by)
    db.session.add(task)
    db.session.flush()
    record("task.taken_on", held.event, by=by, words=task.words, number=held.number)
    touch_events()
    return task


def change_task(task: Task, promise: Promise, *, by: Person | None, seen: int) -> bool:
    """Say something else of a task, or that it is done; tell whether anything is new.

    Raises Conflict unless it is the one of version `seen`.
    """
    held = held_result(task.result)
    db.session.refresh(task)
    if task.version != seen:
        raise Conflict(OVERTAKEN)
    before = Promise(task.words, task.responsible, task.due_on, task.done_on)
    if before == promise:
        return False
    _put(task, promise, by=by)
    db.session.flush()
    newly_done = promise.done_on is not None and before.done_on is None
    deed = "task.done" if newly_done else "task.changed"
    record(deed, held.event, by=by, words=task.words, number=held.number)
    touch_events()
    return True


def held_result(result: EventResult) -> EventResult:
    """Return a result as it is now, kept from everybody else until the deed is done.

    Raises RuleViolation for one that was struck out.
    """
    held = db.session.scalars(minutes_queries.result_held(result.event_id, result.number)).one()
    if not db.session.scalar(minutes_queries.words_of_result(held.id)):
        raise RuleViolation("Dieses Ergebnis ist gestrichen.")
    return held


def note_draft(result: EventResult, draft_id: int, *, by: Person | None) -> None:
    """Note the editors' draft a result went into, once. Raises RuleViolation."""
    held = held_result(result)
    if held.draft_id is not None or held.revision_id is not None:
        raise RuleViolation("Dieses Ergebnis steht schon in einem Entwurf.")
    held.draft_id = draft_id
    db.session.flush()
    record("event_result.drafted", held.event, by=by, number=held.number)


def lead_to(draft_id: int, revision: Revision) -> None:
    """Say in public that a draft became these words, of every result that went into it."""
    if changed(_behind(draft_id).values(revision_id=revision.id, draft_id=None)):
        touch_events()
        touch(revision.principle.dialogue)


def let_go(draft_id: int) -> None:
    """Forget a draft that is thrown away: its results can go into another one."""
    changed(_behind(draft_id).values(draft_id=None))


def _behind(draft_id: int) -> Update:
    return update(EventResult).where(EventResult.draft_id == draft_id)


def _put(task: Task, promise: Promise, *, by: Person | None) -> None:
    task.words, task.responsible = TASK(promise.words), RESPONSIBLE(promise.responsible)
    task.due_on, task.done_on = promise.due_on, promise.done_on
    task.version += 1
    task.changed_at, task.changed_by = now(), by.id if by is not None else None
