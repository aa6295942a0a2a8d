"""Deeds on text blocks, filled in for a comment, and on the names in which answers are given."""

from collections.abc import Iterable

from flask_babel import force_locale, gettext

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import MAX_HEADING, Reply
from leitsaetze.direct import added, put_unless_taken
from leitsaetze.errors import OVERTAKEN, Conflict, RuleViolation
from leitsaetze.events.models import Event
from leitsaetze.extensions import db
from leitsaetze.language import DEFAULT
from leitsaetze.moderation import block_queries
from leitsaetze.moderation.models import BlockUse, Department, TextBlock
from leitsaetze.moderation.placeholders import check_block, filled
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import all_settings
from leitsaetze.web.filters import day_and_time

BEGINNING = "Antwort "  # every heading, so that nobody takes an answer for something else


def add_block(title: str, text: str, dialogue: Dialogue | None, *, by: Person) -> TextBlock:
    """Add a text block. Raises RuleViolation for a place nothing fills in."""
    check_block(text)
    block = TextBlock(title=title, text=text, dialogue=dialogue, changed_by=by.id)
    db.session.add(block)
    db.session.flush()
    record("text_block.added", block, by=by)
    return block


def change_block(
    block: TextBlock, title: str, text: str, dialogue: Dialogue | None, *, by: Person, seen: int
) -> None:
    """Change a text block; answers written with it stay as they are.

    Raises Conflict when it is not the one that was `seen`, RuleViolation as for a new one.
    """
    if block.version != seen:
        raise Conflict(OVERTAKEN)
    check_block(text)
    block.title, block.text, block.dialogue = title, text, dialogue
    _sign(block, by)
    record("text_block.changed", block, by=by)


def retire_block(block: TextBlock, *, by: Person) -> None:
    """Offer a text block no more; what it was used for stays counted."""
    if block.retired_at is None:
        block.retired_at = now()
        _sign(block, by)
        record("text_block.retired", block, by=by)


def return_block(block: TextBlock, *, by: Person) -> None:
    """Offer a text block again."""
    if block.retired_at is not None:
        block.retired_at = None
        _sign(block, by)
        record("text_block.returned", block, by=by)


def words_for(
    block: TextBlock, comment: Comment, event: Event | None, *, named: bool = True
) -> str:
    """Return a text block as this comment fills it in, in the language of all answers.

    `event` is the one chosen or shown. What there is no value for stays open, and so does the name
    of the author unless somebody is to be `named`.
    """
    dialogue = comment.dialogue
    with force_locale(DEFAULT):
        values = {
            "name": comment.name if named else "",
            "leitsatz": gettext("Leitsatz %(number)s", number=comment.principle.number)
            if comment.principle
            else "",
            "dialog": dialogue.title,
            "kontakt": ", ".join(filter(None, [dialogue.contact_name, dialogue.contact_email])),
            "telefon": dialogue.contact_phone,
            "veranstaltung": _told(event, dialogue.time_zone) if event else "",
            "landkreis": all_settings()["county"],
        }
    return filled(block.text, values)


def count_use(blocks: Iterable[int], reply: Reply) -> None:
    """Write down which text blocks went into a reply; each counts once for it."""
    numbers = set(blocks)
    if not numbers:
        return
    db.session.flush()
    for number in sorted(db.session.scalars(block_queries.existing_blocks(numbers))):
        put_unless_taken(BlockUse, block_id=number, reply_id=reply.id)


def add_department(heading: str, *, by: Person) -> Department:
    """Let answers be given in one more name.

    Raises RuleViolation for a heading that does not say that it is an answer, and for one there is.
    """
    if not heading.startswith(BEGINNING) or len(heading) > MAX_HEADING:
        raise RuleViolation(
            "Bitte beginnen Sie mit „Antwort“, zum Beispiel „Antwort des Sachgebiets Klimaschutz“."
        )
    new = added(Department(heading=heading, changed_by=by.id, changed_at=now()))
    if new is None:
        raise RuleViolation("„%(heading)s“ gibt es schon.", heading=heading)
    record("department.added", new, by=by)
    return new


def remember_reader(department: Department, name: str, address: str, *, by: Person) -> None:
    """Keep for the next time who reads questions to a department."""
    if (department.name, department.address) != (name, address):
        department.name, department.address = name, address
        department.changed_by, department.changed_at = by.id, now()
        record("department.changed", department, by=by)


def retire_department(department: Department, *, by: Person) -> None:
    """Let no further answer be given in this name; those there are keep it."""
    if department.retired_at is None:
        department.retired_at = now()
        department.changed_by, department.changed_at = by.id, now()
        record("department.retired", department, by=by)


def return_department(department: Department, *, by: Person) -> None:
    """Let answers be given in this name again."""
    if department.retired_at is not None:
        department.retired_at = None
        department.changed_by, department.changed_at = by.id, now()
        record("department.returned", department, by=by)


def _sign(block: TextBlock, by: Person) -> None:
    block.changed_by, block.changed_at = by.id, now()
    block.version += 1
    db.session.flush()


def _told(event: Event, zone: str) -> str:
    moment = day_and_time(event.starts_at, event.time_zone or zone)
    return ", ".join(filter(None, [event.title, moment, event.place]))
