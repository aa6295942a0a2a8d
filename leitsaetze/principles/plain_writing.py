"""Deeds on what a principle says in Einfacher Sprache; the official words are none of theirs."""

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.extensions import db
from leitsaetze.principles.actions import touch
from leitsaetze.principles.checks import PRINCIPLE, checked
from leitsaetze.principles.models import Principle
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.principles.plain_queries import plain_text_of
from leitsaetze.text import markdown


def present_plain(principle: Principle) -> PlainText | None:
    """Return the text that is shown with the present words, if there ever was one; maybe empty."""
    asked = plain_text_of(principle.id, principle.revision_number)
    return db.session.scalars(asked).one_or_none()


def write_plain(principle: Principle, words: str, *, by: Person | None) -> bool:
    """Say in Einfacher Sprache what the present revision says; tell whether that was anything new.

    No words take the text off. The same words as before are left as they are, and for the revision
    they were written for.
    """
    text, present = _kept(words), present_plain(principle)
    if text == (present.source if present is not None else ""):
        return False
    _put(principle, text, by=by)
    deed = "principle.plain_written" if text else "principle.plain_removed"
    record(deed, principle, by=by, words=text, revision=principle.revision_number)
    touch(principle.dialogue)
    return True


def confirm_plain(principle: Principle, *, by: Person | None) -> bool:
    """Say that the text of an earlier revision fits the present one, too; tell whether it did not.

    Without a text, or with one that was written for this revision, nothing happens.
    """
    present = present_plain(principle)
    if present is None or not present.source:
        return False
    if present.revision_number == principle.revision_number:
        return False
    _put(principle, present.source, by=by)
    record("principle.plain_confirmed", principle, by=by, revision=principle.revision_number)
    touch(principle.dialogue)
    return True


def begin_plain(principle: Principle, words: str, *, by: Person | None) -> None:
    """Add the text a principle comes with; whoever adds the principle tells of both."""
    text = _kept(words)
    if text:
        _put(principle, text, by=by)


def _kept(words: str) -> str:
    return str(checked({"plain_text": words}, PRINCIPLE)["plain_text"])


def _put(principle: Principle, text: str, *, by: Person | None) -> None:
    page = markdown(text)
    plain = PlainText(
        principle_id=principle.id,
        revision_number=principle.revision_number,
        source=text,
        html=page.html,
        renderer=page.renderer,
        written_by=by.id if by is not None else None,
    )
    db.session.add(plain)
    db.session.flush()
