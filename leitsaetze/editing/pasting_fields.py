"""The fields in which the parts of a pasted text are put right, and what they offer."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.widgets import TextArea

from leitsaetze.editing.forms import in_german
from leitsaetze.editing.pasting_rules import Choice, Kind, Part, Standing
from leitsaetze.language import translatable
from leitsaetze.web.forms import Line, Unseen, Words

Offer = tuple[str, str] | tuple[str, str, dict[str, str]]  # value, words, attributes
CHOICES = {
    Choice.LEAVE: translatable("Lassen, wie es ist"),
    Choice.REPLACE: translatable("Den Wortlaut des Entwurfs ersetzen"),
    Choice.REVISE: translatable("Als Entwurf einer neuen Fassung übernehmen"),
}
INTRODUCTION = {
    Choice.REPLACE: translatable("Als Einleitung des Dialogs übernehmen"),
    Choice.LEAVE: translatable("Nicht übernehmen"),
}


def _principle() -> dict[str, Any]:
    return {
        "number": Line(_l("Nummer")),
        "head": Line(_l("Wortlaut"), widget=TextArea()),
        "body": Words(_l("Erläuterung")),
        "field": SelectField(_l("Handlungsfeld"), validate_choice=False),
        "choice": RadioField(_l("Was soll geschehen?"), validate_choice=False),
        "seen": Unseen(),
    }


def _field() -> dict[str, Any]:
    return {
        "head": Line(_l("Titel")),
        "goal": Words(_l("Ziel")),
        "body": Words(_l("Einleitung")),
    }


def _introduction() -> dict[str, Any]:
    return {
        "body": Words(_l("Einleitung des Dialogs")),
        "choice": RadioField(_l("Was soll damit geschehen?"), validate_choice=False),
    }


def _left() -> dict[str, Any]:
    return {"body": Words(_l("Wird nicht übernommen"))}


FIELDS_OF: dict[Kind, Callable[[], dict[str, Any]]] = {
    Kind.PRINCIPLE: _principle,
    Kind.FIELD: _field,
    Kind.INTRODUCTION: _introduction,
    Kind.LEFT: _left,
}


def titles_offered(part: Part, above: str, titles: Sequence[str]) -> list[Offer]:
    """Return the fields of action a principle can stand in, the one above it first."""
    offered: list[Offer] = [("", gettext("wie im Text") if above else gettext("– bitte wählen –"))]
    if above and not part.field:
        offered = [in_german("", gettext("wie im Text: %(title)s", title=above))]
    wanted = [part.field] if part.field and part.field not in titles else []
    return offered + [in_german(title, title) for title in [*wanted, *titles]]


def choices_for_introduction(standing: Standing) -> tuple[Choice, ...]:
    """Return what can be done with an introduction: one that is public stays."""
    if standing.public:
        return (Choice.LEAVE,)
    if standing.introduced:
        return (Choice.LEAVE, Choice.REPLACE)
    return (Choice.REPLACE, Choice.LEAVE)
