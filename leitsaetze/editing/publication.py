"""Deeds that make a whole dialogue public, now or at a planned moment, and the worker's part."""

from collections.abc import Callable
from datetime import datetime

from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import Role
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.editing import queries
from leitsaetze.editing.actions import publish_draft
from leitsaetze.editing.checklist import checklist
from leitsaetze.editing.models import Draft
from leitsaetze.editing.rules import check_moment, fingerprint, stands_in_the_way
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.publication import publish


def state_of(dialogue: Dialogue) -> str:
    """Return what a form must have seen of a dialogue before it is published."""
    fields, drafts = (
        [(number, version) for number, version in db.session.execute(question(dialogue.id))]
        for question in (queries.field_versions, queries.draft_versions)
    )
    return fingerprint(dialogue.version, fields=fields, drafts=drafts)


def publish_dialogue(dialogue: Dialogue, *, by: Person | None, seen: str | None = None) -> int:
    """Publish a dialogue with its fields and all complete drafts; return how many drafts.

    Raises RuleViolation while a point of the checklist that must be done is open, and for a
    dialogue that was published before, Conflict when it is not what was `seen` of it.
    """
    _refuse_unseen(dialogue, seen)
    _refuse_unready(dialogue)
    dialogue.publish_at = dialogue.scheduled_by = None
    dialogue.publish_problem = ""
    publish(dialogue, by=by)
    for field in dialogue.fields:
        publish(field, by=by)
    complete = [
        draft for draft in db.session.scalars(queries.drafts_of(dialogue.id)) if draft.is_complete
    ]
    for draft in complete:
        publish_draft(draft, by=by)
    return len(complete)


def schedule_dialogue(
    dialogue: Dialogue, at: datetime, *, by: Person | None, seen: str | None = None
) -> None:
    """Plan the publication of a dialogue; until then nobody but editors knows of it.

    Raises RuleViolation and Conflict as publishing does, and for a moment that is over.
    """
    check_moment(at, now())
    _refuse_unseen(dialogue, seen)
    _refuse_unready(dialogue)
    dialogue.publish_at, dialogue.publish_problem = at, ""
    dialogue.scheduled_by = by.id if by is not None else None
    db.session.flush()
    record("dialogue.scheduled", dialogue, by=by, at=at.isoformat())


def unschedule_dialogue(dialogue: Dialogue, *, by: Person | None) -> bool:
    """Take a planned publication back; tell whether there was one."""
    if dialogue.publish_at is None:
        return False
    dialogue.publish_at = dialogue.scheduled_by = None
    db.session.flush()
    record("dialogue.unscheduled", dialogue, by=by)
    return True


def publish_due() -> int:
    """Publish what was planned for a moment that has come; return how many were.

    For the worker. Nothing is published in the name of somebody who is no editor any more. What is
    refused stays a draft and says so on the desk: nothing half-done goes out, and it is not tried
    again and again. Begins to write only when something is due; leaves the commit to the caller.
    """
    moment = now()
    if not any(db.session.scalars(q(moment).limit(1)).first() for q in DUE):
        return 0
    begin_writing()
    dialogues = db.session.scalars(queries.due_dialogues(moment)).all()
    drafts = db.session.scalars(queries.due_drafts(moment)).all()
    done = [_try(one, publish_dialogue) for one in dialogues]
    return sum(done) + sum([_try(one, publish_draft) for one in drafts])


DUE = (queries.due_dialogues, queries.due_drafts)


def _try(it: Dialogue | Draft, deed: Callable[..., object]) -> bool:
    by = db.session.get(Person, it.scheduled_by) if it.scheduled_by else None
    try:
        _refuse_left(by)
        with db.session.begin_nested():
            deed(it, by=by)
    except RuleViolation as violation:
        it.publish_at = it.scheduled_by = None
        it.publish_problem = violation.kept()
        db.session.flush()
        return False
    return True


def _refuse_left(planner: Person | None) -> None:
    """Refuse to publish in the name of somebody who could not do it themselves any more."""
    if planner is None:
        return
    if planner.disabled_at is not None or Role.EDITOR not in planner.roles:
        raise RuleViolation(
            "Wer das geplant hat, gehört nicht mehr zur Redaktion. Bitte veröffentlichen Sie es "
            "selbst oder planen Sie es neu."
        )


def _refuse_unseen(dialogue: Dialogue, seen: str | None) -> None:
    if seen is not None and seen != state_of(dialogue):
        raise Conflict(
            "Inzwischen hat sich an diesem Dialog oder seinen Entwürfen etwas geändert. Bitte "
            "sehen Sie sich noch einmal an, was öffentlich wird."
        )


def _refuse_unready(dialogue: Dialogue) -> None:
    if dialogue.published_at is not None:
        raise RuleViolation("Dieser Dialog ist schon veröffentlicht.")
    missing = stands_in_the_way(checklist(dialogue))
    if missing:
        raise RuleViolation(
            "Vor dem Veröffentlichen ist noch etwas zu tun. Offene Punkte der Liste: %(number)s.",
            number=len(missing),
        )
