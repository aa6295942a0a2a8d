"""What a page shows when two met at one comment: what one wanted beside what the other did."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, RadioField, SelectField, TextAreaField

from leitsaetze.comments.models import Decision
from leitsaetze.comments.reply_models import Reply
from leitsaetze.errors import RuleViolation
from leitsaetze.moderation.answer_fields import READINGS
from leitsaetze.moderation.companions import listed
from leitsaetze.moderation.deeds import last_seen_decision
from leitsaetze.moderation.desk import Entry
from leitsaetze.moderation.forms import VERDICTS, DecisionForm
from leitsaetze.moderation.group_fields import Picked
from leitsaetze.principles.differences import Difference, difference_of_html
from leitsaetze.text import markdown


@dataclass(frozen=True)
class Wish:
    """One thing somebody had filled in: the words at the field, and theirs."""

    label: str
    words: str


@dataclass(frozen=True)
class BothSides:
    """Both sides of a conflict. `theirs` is what happened since the form was made.

    `standing` is the answer that stands now, `difference` leads from it to the one typed here.
    """

    theirs: list[Decision]
    standing: Reply | None
    wishes: list[Wish]
    difference: Difference | None


def both_sides(entry: Entry, form: DecisionForm, seen: str) -> BothSides:
    """Return what was done since `seen`, and all that the form wants, every typed word of it."""
    since = last_seen_decision(seen)
    standing = entry.choices.standing
    typed = form.reply.data != entry.choices.answer
    return BothSides(
        theirs=[it for it in entry.course if since is not None and it.id > since],
        standing=standing,
        wishes=list(_wishes(form, typed=typed)),
        difference=_difference(standing, form.reply.data) if typed else None,
    )


def _wishes(form: DecisionForm, *, typed: bool) -> Iterator[Wish]:
    left = _left_alone(form, typed=typed)
    for field in form:
        if field in left:
            continue
        words = _words_of(field)
        if words is not None:
            yield Wish(str(field.label.text), words)


def _left_alone(form: DecisionForm, *, typed: bool) -> list[Any]:
    """Return the fields that have a value whatever somebody wants. A block alone says nothing."""
    named = form.heading.data != form.offered.heading
    left = [form.block, *([] if named else [form.heading]), *([] if typed else [form.reply])]
    left += [] if form.circle.regroups else [form.companions]
    return [*left, form.rule, form.reason] if form.only_proposed else left


def _words_of(field: Any) -> str | None:
    """Return what was chosen or typed in a field; None for what was left as it is."""
    if isinstance(field, BooleanField):
        return "" if field.data else None
    if not field.data:
        return None
    if isinstance(field, Picked):
        return str(gettext("Kommentar %(number)s", number=listed(field.data)))
    if isinstance(field, RadioField):
        known = {str(value): words for value, words in [*VERDICTS.items(), *READINGS.items()]}
        return str(known.get(field.data, field.data))
    if isinstance(field, SelectField):
        choices: Any = field.choices
        chosen = [str(words) for value, words, *_ in choices if value == field.data]
        return chosen[0] if chosen else gettext("was Sie gewählt hatten, gibt es nicht mehr")
    return str(field.data) if isinstance(field, TextAreaField) else None


def _difference(standing: Reply | None, typed: str) -> Difference | None:
    if standing is None or not typed:
        return None
    try:
        return difference_of_html(standing.words.html, markdown(typed, reply=True).html)
    except RuleViolation:
        return None  # too nested to be shown; the words themselves are there
