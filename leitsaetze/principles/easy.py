"""A dialogue in Leichte Sprache: written in versions, public when people of its readers agree."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import today
from leitsaetze.errors import OVERTAKEN, Conflict, RuleViolation
from leitsaetze.extensions import db, rows_of
from leitsaetze.principles import easy_queries as queries
from leitsaetze.principles.actions import touch
from leitsaetze.principles.checks import checked
from leitsaetze.principles.easy_models import EasyText
from leitsaetze.principles.easy_rules import EASY_TEXT, check_missing, decides, digest_of
from leitsaetze.principles.models import Dialogue
from leitsaetze.text import markdown

Statements = Iterable[tuple[int, str]]


def official_words(dialogue: Dialogue, coming: Statements = ()) -> str:
    """Return the digest of what a dialogue says officially now.

    `coming` are statements that become public together with a dialogue nobody sees yet: published,
    it says the same, and a text checked before is not overtaken by it.
    """
    page = (dialogue.title, dialogue.lead, dialogue.introduction)
    statements = [(number, words) for number, words in rows_of(queries.statements_of(dialogue.id))]
    return digest_of(page, [*statements, *coming])


def write_easy_text(
    dialogue: Dialogue,
    source: str,
    *,
    seen: int,
    by: Person | None,
    checked_by: str = "",
    checked_on: date | None = None,
    coming: Statements = (),
) -> EasyText:
    """Save the next version of a dialogue's text in Leichte Sprache.

    Checked, it is public from now on as far as the dialogue is; unchecked, it is a draft and the
    checked one before it stays public; without words it takes the text off. Raises Conflict when
    the newest version is not the one `seen`, and RuleViolation for half a check, a check in the
    future, and when nothing is new.
    """
    db.session.refresh(dialogue, with_for_update=True)  # of two at once the second is refused
    given = checked({"source": source, "checked_by": checked_by}, EASY_TEXT)
    if not given["source"]:
        given["checked_by"], checked_on = "", None
    day = today(dialogue.time_zone)
    for _field, sentence in check_missing(
        given["checked_by"], checked_on, confirmed=True, today=day
    ):
        raise RuleViolation(sentence)
    last = db.session.scalars(queries.easy_texts_of(dialogue.id).limit(1)).one_or_none()
    if (last.version if last is not None else 0) != seen:
        raise Conflict(OVERTAKEN)
    if last is None and not given["source"]:
        raise RuleViolation("Hier fehlt ein Text.")
    if _says_the_same(last, given | {"checked_on": checked_on}):
        raise RuleViolation("Es hat sich nichts geändert. So ist der Text schon gespeichert.")
    page = markdown(given["source"])
    text = EasyText(
        dialogue=dialogue,
        version=seen + 1,
        html=page.html,
        renderer=page.renderer,
        checked_on=checked_on,
        official=official_words(dialogue, coming),
        written_by=by.id if by is not None else None,
        **given,
    )
    db.session.add(text)
    db.session.flush()
    deed = "easy_text.drafted"
    if decides(text):
        deed = "easy_text.checked" if text.source else "easy_text.taken_off"
    record(deed, text, by=by, words=text.source, dialogue=dialogue.id)
    if decides(text):
        touch(dialogue)
    return text


def _says_the_same(last: EasyText | None, wanted: dict[str, Any]) -> bool:
    return last is not None and all(getattr(last, it) == value for it, value in wanted.items())
