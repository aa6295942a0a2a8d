"""The form of all rules of the discussion at once: they are published together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field

from leitsaetze.administration.text_forms import FORMATTING, NotedForm, no_longer_than, render_in
from leitsaetze.site.models import HouseRule, SiteText
from leitsaetze.site.rulebook import Wish
from leitsaetze.site.rules import MAX_NOTE, MAX_SOURCE, filled_in
from leitsaetze.web.forms import Line, Unseen, Words

MAX_TITLE, MAX_RULE = 120, 2000
MOST_NEW = 20


@dataclass(frozen=True)
class Part:
    """The fields of one rule. `rule` is its newest version, None for a new one."""

    number: int
    rule: HouseRule | None
    title: Any
    text: Any
    four_eyes: Any
    holds: Any

    @property
    def problems(self) -> bool:
        """Whether something is wrong here."""
        return any(field.errors for field in (self.title, self.text))

    @property
    def wish(self) -> Wish:
        """How the rule should read."""
        return Wish(
            self.number,
            self.title.data,
            self.text.data,
            bool(self.four_eyes.data),
            bool(self.holds.data if self.rule else self.title.data or self.text.data),
        )


class BookForm(NotedForm):
    """Introduction, rules, note. After a check `html` is the introduction as readers see it."""

    numbers: Sequence[int] = ()
    introduction = Words(_l("Einleitung"), no_longer_than(MAX_SOURCE), description=FORMATTING)
    new = Unseen()

    def __init__(
        self,
        present: SiteText,
        rules: Sequence[HouseRule],
        places: Mapping[str, str],
        **given: Any,
    ) -> None:
        self.rules = {rule.number: rule for rule in rules}
        super().__init__(data=_as_it_is(present, rules), **given)
        self.seen.data = self.seen.data or str(present.version)
        self.note_needed = present.by_id is not None
        self.places = places
        self.html = ""

    def validate_introduction(self, field: Field) -> None:
        """Check that the text can be rendered with the settings in their places."""
        self.html = render_in(filled_in(field.data, self.places))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that no rule is half written."""
        valid = super().validate(extra_validators)
        for part in self.parts:
            for field in (part.title, part.text):
                if part.wish.holds and not field.data:
                    said = gettext(
                        "Regel %(number)s braucht beides: Überschrift und Text.", number=part.number
                    )
                    field.errors = [*field.errors, said]
                    self.status = max(self.status, 422)
                    valid = False
        return valid

    @property
    def parts(self) -> list[Part]:
        """The rules by number, those that hold no more too, then room for new ones."""
        return [
            Part(
                number,
                self.rules.get(number),
                *(self[f"{name}_{number}"] for name in ("title", "text", "four_eyes", "holds")),
            )
            for number in self.numbers
        ]

    @property
    def wishes(self) -> list[Wish]:
        """How every rule should read; room left empty is no wish."""
        return [part.wish for part in self.parts if part.rule or part.wish.holds]


def book_form(rules: Sequence[HouseRule], kept_new: str = "") -> type[BookForm]:
    """Return the form for these rules, with room for the new ones asked for."""
    first = max((rule.number for rule in rules), default=0) + 1
    asked = request.form.get("new") or kept_new
    room = min(int(asked), MOST_NEW) if re.fullmatch(r"[0-9]{1,2}", asked) else 0
    room = min(room + (request.form.get("tat") == "regel"), MOST_NEW)
    numbers = [rule.number for rule in rules] + list(range(first, first + room))
    fields: dict[str, Any] = {"numbers": numbers, "room": room}
    for number in numbers:
        fields |= _fields_of(number)
    fields["note"] = Line(
        _l("Was wurde geändert?"),
        no_longer_than(MAX_NOTE),
        description=_l("Ein Satz, der öffentlich bei der Fassung steht."),
    )
    return type("BookForm", (BookForm,), fields)


def _fields_of(number: int) -> dict[str, Any]:
    return {
        f"title_{number}": Line(_l("Überschrift"), no_longer_than(MAX_TITLE)),
        f"text_{number}": Words(_l("Text"), no_longer_than(MAX_RULE)),
        f"four_eyes_{number}": BooleanField(_l("Vier Augen")),
        f"holds_{number}": BooleanField(_l("Diese Regel gilt")),
    }


def _as_it_is(present: SiteText, rules: Sequence[HouseRule]) -> dict[str, Any]:
    shown: dict[str, Any] = {"introduction": present.source}
    for rule in rules:
        shown[f"title_{rule.number}"] = rule.title
        shown[f"text_{rule.number}"] = rule.text
        shown[f"four_eyes_{rule.number}"] = rule.four_eyes
        shown[f"holds_{rule.number}"] = rule.retired_at is None
    return shown
