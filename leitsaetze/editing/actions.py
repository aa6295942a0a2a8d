"""Deeds on drafts: begin, save, discard, publish, plan. Nobody but editors sees them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments.actions import name_comments
from leitsaetze.drafts.actions import refuse_while_others_write
from leitsaetze.editing import queries
from leitsaetze.editing.models import Draft
from leitsaetze.editing.rules import CHANGED_SINCE_PLANNED, about, check_moment, check_words
from leitsaetze.errors import OVERTAKEN, Conflict, RuleViolation
from leitsaetze.events import results
from leitsaetze.extensions import db
from leitsaetze.principles.checks import PRINCIPLE, checked
from leitsaetze.principles.models import FieldOfAction, Principle, Revision
from leitsaetze.principles.plain_writing import confirm_plain, present_plain, write_plain
from leitsaetze.principles.publication import publish
from leitsaetze.principles.wording import add_principle, revise


def begin_draft(
    field: FieldOfAction,
    *,
    number: int,
    by: Person | None,
    statement: str = "",
    explanation: str = "",
    plain_text: str = "",
) -> Draft:
    """Begin a new principle in a field; its words may still be missing.

    Raises RuleViolation for a number a principle or a draft of the dialogue has.
    """
    words = {"statement": statement, "explanation": explanation, "plain_text": plain_text}
    draft = Draft(dialogue_id=field.dialogue_id, field_id=field.id, number=number)
    _set(draft, {"number": number} | check_words(words), by=by)
    draft.created_by = by.id if by is not None else None
    _refuse_taken(draft)
    return _added(draft, by=by)


def begin_revision(principle: Principle, *, by: Person | None) -> Draft:
    """Return the draft of the next revision of a principle: the one there is, or a new one.

    A new one begins with the present words.
    """
    existing = db.session.scalar(queries.draft_of(principle.id))
    if existing is not None:
        return existing
    present, plain = principle.revision, present_plain(principle)
    draft = Draft(
        dialogue_id=principle.dialogue_id,
        field_id=principle.field_id,
        principle_id=principle.id,
        based_on=present.number,
        based_on_plain=plain.id if plain is not None else 0,
        number=principle.number,
        created_by=by.id if by is not None else None,
    )
    words = {
        "statement": present.statement,
        "explanation": present.explanation,
        "plain_text": plain.source if plain is not None else "",
    }
    _set(draft, words, by=by)
    return _added(draft, by=by)


def save_draft(draft: Draft, *, seen: int, by: Person | None, **words: Any) -> bool:
    """Save what is given (the columns of a draft its form shows); tell whether it was new.

    New words end a planned publication: it was meant for the earlier ones. Raises Conflict when the
    draft is not the one that was `seen`: a colleague saved meanwhile.
    """
    if draft.version != seen:
        raise Conflict(OVERTAKEN)
    given = check_words(words)
    if {"number", "field"} & set(given) and draft.principle_id is not None:
        raise RuleViolation(
            "Nummer und Handlungsfeld eines veröffentlichten Leitsatzes lassen sich hier nicht "
            "ändern."
        )
    changed = {name: value for name, value in given.items() if getattr(draft, name) != value}
    if not changed:
        return False
    _refuse_strangers(draft.dialogue_id, changed.get("comments", []))
    _set(draft, changed, by=by)
    draft.version += 1
    if "number" in changed:
        _refuse_taken(draft)
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise _taken(draft.number) from None
    record("draft.saved", draft, by=by, changed=sorted(changed))
    if draft.publish_at is not None:
        draft.publish_problem = RuleViolation(CHANGED_SINCE_PLANNED).kept()
        unschedule(draft, by=by)
    return True


def discard_draft(draft: Draft, *, seen: int, by: Person | None) -> None:
    """Throw a draft away; what colleagues typed and did not save stays theirs.

    Raises Conflict when the draft is not the one that was `seen`, RuleViolation while a colleague
    is writing on it.
    """
    _refuse_unseen(draft, seen)
    refuse_while_others_write(about(draft.id), by=by)
    record("draft.discarded", draft, by=by, number=draft.number, words=draft.statement)
    _remove(draft)


def publish_draft(
    draft: Draft, *, by: Person | None, seen: int | None = None
) -> Revision | Principle:
    """Publish a draft: a new principle, or the next revision of one. The draft is gone then.

    New words in Einfacher Sprache alone make no revision; the principle is returned then. What
    colleagues typed about it and did not save stays theirs. A field nobody saw yet is
    published with it. Raises RuleViolation while words are missing or the dialogue is not
    published, Conflict when the principle has got other words since the draft was begun, or the
    draft is not the one that was `seen`.
    """
    _refuse_unseen(draft, seen)
    _refuse_unfit(draft)
    words = {"statement": draft.statement, "explanation": draft.explanation}
    if draft.principle is None:
        publish(draft.field, by=by)
        published: Revision | Principle = add_principle(
            draft.field, number=draft.number, by=by, plain_text=draft.plain_text, **words
        )
    elif draft.is_only_plain:
        published = _said_plainly(draft, draft.principle, by=by)
    else:
        published = _revised(draft, draft.principle, words, by=by)
    record("draft.published", draft, by=by, number=draft.number)
    if isinstance(published, Revision) or draft.principle is None:
        results.lead_to(draft.id, _words_of(published))
    _remove(draft)
    return published


def schedule(draft: Draft, at: datetime, *, by: Person | None, seen: int | None = None) -> None:
    """Plan the publication of a complete draft; until then nobody sees it.

    Raises RuleViolation for a moment that is over, a draft with words missing, and in a dialogue
    that is not public itself.
    """
    check_moment(at, now())
    _refuse_unseen(draft, seen)
    _refuse_unfit(draft)
    draft.publish_at, draft.publish_problem = at, ""
    draft.scheduled_by = by.id if by is not None else None
    db.session.flush()
    record("draft.scheduled", draft, by=by, at=at.isoformat())


def unschedule(draft: Draft, *, by: Person | None) -> bool:
    """Take a planned publication back; tell whether there was one."""
    if draft.publish_at is None:
        return False
    draft.publish_at = draft.scheduled_by = None
    db.session.flush()
    record("draft.unscheduled", draft, by=by)
    return True


def _words_of(published: Revision | Principle) -> Revision:
    return published.revision if isinstance(published, Principle) else published


def _said_plainly(draft: Draft, principle: Principle, *, by: Person | None) -> Principle:
    """Publish what is new in Einfacher Sprache for words that stay as they are."""
    _refuse_overtaken(draft, principle)
    if draft.comments:
        raise RuleViolation(
            "Am amtlichen Wortlaut ändert sich nichts. Kommentare lassen sich nur bei einer neuen "
            "Fassung nennen; bitte nehmen Sie sie aus dem Entwurf."
        )
    if not _write_plain(draft, principle, by=by):
        raise RuleViolation(
            "Der Wortlaut ist noch derselbe wie in der geltenden Fassung, auch in Einfacher "
            "Sprache."
        )
    return principle


def _write_plain(draft: Draft, principle: Principle, *, by: Person | None) -> bool:
    """Publish what a draft says in Einfacher Sprache; tell whether it says anything new."""
    if write_plain(principle, draft.plain_text, by=by):
        return True
    return draft.plain_fits and confirm_plain(principle, by=by)


def _revised(
    draft: Draft, principle: Principle, words: dict[str, str], *, by: Person | None
) -> Revision:
    _refuse_overtaken(draft, principle)
    revision = revise(principle, change_note=draft.change_note, by=by, **words)
    _write_plain(draft, principle, by=by)
    _refuse_strangers(draft.dialogue_id, draft.comments)
    behind = db.session.scalars(queries.comments_with(draft.comments)) if draft.comments else ()
    name_comments(revision, behind, by=by)
    return revision


def _refuse_overtaken(draft: Draft, principle: Principle) -> None:
    if principle.revision_number != draft.based_on:
        raise Conflict(
            "Inzwischen gilt Fassung %(number)s. Bitte gleichen Sie Ihren Entwurf damit ab.",
            number=principle.revision_number,
        )
    plain = present_plain(principle)
    other = plain is not None and plain.id != draft.based_on_plain
    if plain is not None and other and plain.source != draft.plain_text:
        raise Conflict(
            "Inzwischen hat dieser Leitsatz einen anderen Text in Einfacher Sprache. Bitte "
            "gleichen Sie Ihren Entwurf damit ab."
        )


def _refuse_unseen(draft: Draft, seen: int | None) -> None:
    if seen is not None and seen != draft.version:
        raise Conflict(
            "Der Entwurf wurde inzwischen geändert. Bitte sehen Sie ihn sich noch einmal an."
        )


def _refuse_unfit(draft: Draft) -> None:
    if draft.dialogue.published_at is None:
        raise RuleViolation("Der Leitsatz wird zusammen mit seinem Dialog veröffentlicht.")
    if not draft.is_complete:
        raise RuleViolation(
            "Leitsatz %(number)s braucht einen Satz und eine Erläuterung.", number=draft.number
        )


def _refuse_strangers(dialogue_id: int, numbers: Sequence[int]) -> None:
    """Refuse comments of other dialogues and those nobody can read."""
    known = (
        set(db.session.scalars(queries.public_among(dialogue_id, numbers))) if numbers else set()
    )
    strange = [number for number in numbers if number not in known]
    if strange:
        raise RuleViolation(
            "Kommentare, die es in diesem Dialog nicht gibt oder die nicht öffentlich sind: "
            "%(numbers)s",
            numbers=", ".join(map(str, strange)),
        )


def _set(draft: Draft, words: dict[str, Any], *, by: Person | None) -> None:
    for name, value in words.items():
        setattr(draft, name, value)
    draft.changed_by = by.id if by is not None else None
    draft.changed_at = now()


def _added(draft: Draft, *, by: Person | None) -> Draft:
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:
        raise _taken(draft.number) from None
    record("draft.begun", draft, by=by, number=draft.number, dialogue=draft.dialogue_id)
    return draft


def _refuse_taken(draft: Draft) -> None:
    checked({"number": draft.number}, PRINCIPLE)
    with db.session.no_autoflush:
        own = draft.id or 0
        if db.session.scalar(queries.number_taken(draft.dialogue_id, draft.number, own)):
            raise _taken(draft.number)


def _taken(number: int) -> RuleViolation:
    return RuleViolation("Die Nummer %(number)s ist schon vergeben.", number=number)


def _remove(draft: Draft) -> None:
    results.let_go(draft.id)
    db.session.delete(draft)
    db.session.flush()
