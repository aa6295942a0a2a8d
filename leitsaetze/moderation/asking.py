"""Which view of the queue an address asks for, and what a view can be narrowed down by."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext

from leitsaetze.extensions import rows_of
from leitsaetze.moderation import queries
from leitsaetze.moderation.rules import GENERAL, Contact, ForTwo, Lying, Origin, Tab
from leitsaetze.moderation.view import View
from leitsaetze.web.asked import asked_choice, asked_day, asked_number, asked_words


def asked_view() -> View:
    """Read tab and filters from the address; anything unknown means the default."""
    general = request.args.get("leitsatz") == GENERAL
    return View(
        tab=asked_choice("ansicht", Tab) or Tab.NEW,
        dialogue_id=asked_number("dialog"),
        principle_id=0 if general else asked_number("leitsatz"),
        field_id=asked_number("feld"),
        since=asked_day("von"),
        until=asked_day("bis"),
        origin=asked_choice("weg", Origin),
        contact=asked_choice("adresse", Contact),
        for_two=asked_choice("zu-zweit", ForTwo),
        lying=asked_choice("bei", Lying),
        words=asked_words("text"),
        name=asked_words("name"),
    )


def choices_within(dialogue_id: int | None, dialogues: Sequence[Any]) -> dict[str, Any]:
    """Return what the filter offers: all dialogues, the fields and principles of one of them."""
    here = {"dialogue": dialogue_id}
    fields = rows_of(queries.fields(), here) if dialogue_id else []
    principles = rows_of(queries.principles(), here) if dialogue_id else []
    return {
        "dialogues": [(it.id, it.title) for it in dialogues],
        "fields": [(number, title) for number, title in fields],
        "principles": [
            (number, gettext("Leitsatz %(number)s", number=shown)) for number, shown in principles
        ],
    }
