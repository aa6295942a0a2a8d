"""Deeds on the numbered principles: their wording, revision by revision, and their place."""

from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles.actions import touch
from leitsaetze.principles.checks import PRINCIPLE, checked, withdrawal_note
from leitsaetze.principles.models import FieldOfAction, Principle, Revision, Withdrawal
from leitsaetze.principles.plain_writing import begin_plain
from leitsaetze.principles.queries import standing_withdrawal
from leitsaetze.principles.rules import check_change_note
from leitsaetze.text import markdown


def add_principle(
    field: FieldOfAction,
    *,
    number: int,
    statement: str,
    explanation: str,
    by: Person | None,
    plain_text: str = "",
) -> Principle:
    """Add a principle with its first revision, and what that says in Einfacher Sprache.

    Raises RuleViolation for a number that was ever used in this dialogue.
    """
    texts = checked({"statement": statement, "explanation": explanation}, PRINCIPLE)
    checked({"number": number}, PRINCIPLE)
    revision = _revision(1, texts, by=by)
    principle = Principle(dialogue=field.dialogue, field=field, number=number, revision_number=1)
    try:
        with db.session.begin_nested():
            db.session.add(principle)
    except IntegrityError:
        raise RuleViolation("Die Nummer %(number)s ist schon vergeben.", number=number) from None
    revision.principle = principle
    db.session.add(revision)
    db.session.flush()
    begin_plain(principle, plain_text, by=by)
    record("principle.added", principle, by=by, number=number, dialogue=field.dialogue_id)
    touch(field.dialogue)
    return principle


def revise(
    principle: Principle,
    *,
    statement: str,
    explanation: str,
    change_note: str,
    by: Person | None,
) -> Revision:
    """Give a principle a new wording as the next revision; the earlier ones stay as they are.

    What it says in Einfacher Sprache stays with the revision it was written for, until somebody
    writes it anew or says that it still fits (plain_writing). The same words again change nothing
    and return the present revision. Raises RuleViolation for a new wording without change note,
    Conflict when a colleague revised the principle meanwhile.
    """
    present = principle.revision
    texts = checked({"statement": statement, "explanation": explanation}, PRINCIPLE)
    if all(getattr(present, name) == text for name, text in texts.items()):
        return present
    check_change_note(change_note)
    note = checked({"change_note": change_note}, PRINCIPLE)
    revision = _revision(present.number + 1, texts | note, by=by)
    revision.principle_id = principle.id
    try:
        with db.session.begin_nested():
            db.session.add(revision)
    except IntegrityError:
        raise Conflict(
            "Inzwischen gibt es eine neuere Fassung dieses Leitsatzes. Es wurde nichts gespeichert."
        ) from None
    principle.revision_number = revision.number
    db.session.flush()
    db.session.expire(principle, ["revision"])
    record("principle.revised", principle, by=by, words=statement, revision=revision.number)
    touch(principle.dialogue)
    return revision


def move(principle: Principle, field: FieldOfAction, *, by: Person | None) -> bool:
    """Put a principle into another field of its dialogue; tell whether it stood elsewhere."""
    if principle.field_id == field.id:
        return False
    if field.dialogue_id != principle.dialogue_id:
        raise RuleViolation("Ein Leitsatz lässt sich nicht in einen anderen Dialog verschieben.")
    if field.published_at is None:
        raise RuleViolation(
            "Das Handlungsfeld „%(title)s“ ist noch nicht veröffentlicht.", title=field.title
        )
    before = principle.field_id
    principle.field = field
    db.session.flush()
    record("principle.moved", principle, by=by, before=before, after=field.id)
    touch(principle.dialogue)
    return True


def withdraw(principle: Principle, *, by: Person | None, note: str = "") -> bool:
    """Withdraw a principle: it keeps its number and what was said about it; its words are gone.

    `note` tells everybody why.
    """
    if principle.withdrawn_at is not None:
        return False
    principle.withdrawn_at, principle.withdrawal_note = now(), withdrawal_note(note)
    db.session.add(
        Withdrawal(
            principle_id=principle.id,
            withdrawn_at=principle.withdrawn_at,
            note=principle.withdrawal_note,
        )
    )
    record("principle.withdrawn", principle, by=by, words=note)
    touch(principle.dialogue)
    return True


def reinstate(principle: Principle, *, by: Person | None) -> bool:
    """Take a withdrawal back; tell whether there was one."""
    if principle.withdrawn_at is None:
        return False
    principle.withdrawn_at, principle.withdrawal_note = None, ""
    for withdrawal in db.session.scalars(standing_withdrawal(principle.id)):
        withdrawal.reinstated_at = now()
    record("principle.reinstated", principle, by=by)
    touch(principle.dialogue)
    return True


def _revision(number: int, texts: dict[str, str], *, by: Person | None) -> Revision:
    explanation = markdown(texts["explanation"])
    return Revision(
        number=number,
        explanation_html=explanation.html,
        renderer=explanation.renderer,
        published_by=by.id if by is not None else None,
        **texts,
    )
