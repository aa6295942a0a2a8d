"""Keeping the wording of a whole dialogue, so that it can be cited."""

from typing import Any

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db, rows_of
from leitsaetze.principles import edition_queries as queries
from leitsaetze.principles.actions import touch
from leitsaetze.principles.edition_models import (
    MAX_OCCASION,
    Edition,
    EditionField,
    EditionPrinciple,
)
from leitsaetze.principles.models import Dialogue


def keep_edition(dialogue: Dialogue, occasion: str, *, by: Person | None) -> Edition:
    """Keep what everybody can read of a dialogue now, as its next edition.

    `occasion` tells readers what for, in at most MAX_OCCASION characters. Raises RuleViolation
    without one, for what is not public or has no principles, and when nothing has changed since the
    last edition.
    """
    said = " ".join(occasion.split())
    if not said or len(said) > MAX_OCCASION:
        raise RuleViolation("Bitte sagen Sie in höchstens 120 Zeichen, wofür Sie sie festhalten.")
    db.session.refresh(dialogue, with_for_update=True)  # of two at once the second counts on
    if dialogue.published_at is None or dialogue.withdrawn_at is not None:
        raise RuleViolation("Festhalten lässt sich nur, was öffentlich ist.")
    fields = rows_of(queries.fields_now(dialogue.id))
    principles = rows_of(queries.principles_now(dialogue.id))
    if not principles:
        raise RuleViolation("In diesem Dialog ist noch kein Leitsatz veröffentlicht.")
    last = db.session.scalars(queries.editions_of(dialogue.id).limit(1)).one_or_none()
    if last is not None and _says_the_same(last, fields, principles):
        raise RuleViolation("Seit der letzten Gesamtfassung hat sich am Wortlaut nichts geändert.")
    edition = Edition(
        dialogue=dialogue,
        number=last.number + 1 if last is not None else 1,
        occasion=said,
        title=dialogue.title,
        introduction_html=dialogue.introduction_html,
        made_by=by.id if by is not None else None,
    )
    db.session.add(edition)
    db.session.flush()
    db.session.add_all(EditionField(edition_id=edition.id, **it._mapping) for it in fields)
    db.session.add_all(EditionPrinciple(edition_id=edition.id, **it._mapping) for it in principles)
    db.session.flush()
    record("edition.kept", edition, by=by)
    touch(dialogue)
    return edition


def _says_the_same(edition: Edition, fields: list[Any], principles: list[Any]) -> bool:
    """Tell whether an edition has kept what its dialogue says now."""
    return (
        edition.title == edition.dialogue.title
        and edition.introduction_html == edition.dialogue.introduction_html
        and rows_of(queries.fields_kept(edition.id)) == fields
        and rows_of(queries.principles_kept(edition.id)) == principles
    )
