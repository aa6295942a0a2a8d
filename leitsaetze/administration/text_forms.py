"""What the pages for texts ask."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, ValidationError
from wtforms.validators import Length, Optional

from leitsaetze.administration.publishing import NO_NOTE
from leitsaetze.clock import today
from leitsaetze.errors import RuleViolation
from leitsaetze.site.rules import (
    EASY,
    MAX_LEAD,
    MAX_NAME,
    MAX_NOTE,
    MAX_SOURCE,
    MAX_TITLE,
    SIGNED,
    START,
    ZONE,
    Draft,
    filled_in,
    missing,
)
from leitsaetze.text import markdown
from leitsaetze.web.forms import Form, Line, Words

TOO_LONG = _l("Bitte höchstens %(max)d Zeichen.")
FORMATTING = _l("## Überschrift, **fett**, Listen mit -, [Wort](https://…). Leerzeile: Absatz.")


def no_longer_than(most: int) -> list[Length]:
    """Return what checks that a text stays short enough."""
    return [Length(max=most, message=TOO_LONG)]


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what the rules refuse into an error of the field that is being checked."""
    try:
        yield
    except RuleViolation as violation:
        told = {name: _translated(value) for name, value in violation.values.items()}
        raise ValidationError(gettext(violation.msgid, **told)) from None


def render_in(source: str) -> str:
    """Return Markdown as readers see it; what cannot be rendered is an error of the field."""
    with sentences():
        return markdown(source).html


def _translated(value: object) -> object:
    return gettext(value) if isinstance(value, str) and value else value


class NotedForm(Form):
    """A form that publishes a version and says what changed; the county's first one needs not."""

    note_needed = False

    def check(self) -> bool:
        """Check what was typed for a preview, which needs no note yet."""
        self.note_needed = False
        return super().check()

    def validate_note(self, field: Field) -> None:
        """Check that somebody who reads the versions later can tell what changed."""
        if self.note_needed and not field.data:
            raise ValidationError(gettext(NO_NOTE))


class TextForm(NotedForm):
    """One text of the site. After a check `html` is what readers would see."""

    slug: str
    title: Any = None
    lead: Any = None
    source = Words(_l("Text"), no_longer_than(MAX_SOURCE), description=FORMATTING)
    link: Any = None
    checked_by: Any = None
    checked_on: Any = None
    note = Line(
        _l("Was wurde geändert?"),
        no_longer_than(MAX_NOTE),
        description=_l("Ein Satz für die Kolleginnen und Kollegen. Er steht bei der Fassung."),
    )

    def __init__(self, slug: str, shown: Draft, places: Mapping[str, str], **given: Any) -> None:
        super().__init__(data=vars(shown), **given)
        self.slug, self.places, self.html = slug, places, ""

    def validate_source(self, field: Field) -> None:
        """Check that the text can be rendered with the settings in their places."""
        self.html = render_in(filled_in(field.data, self.places))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that nothing is missing readers need."""
        valid = super().validate(extra_validators)
        for name, sentence in missing(self.slug, self.draft(), today=today(ZONE)):
            self[name].errors = [*self[name].errors, gettext(sentence)]
            self.status = max(self.status, 422)
            valid = False
        return valid

    def draft(self) -> Draft:
        """Return the text as it was typed."""
        names = [name for name in Draft.__dataclass_fields__ if getattr(self, name) is not None]
        return Draft(**{name: getattr(self, name).data for name in names})


class StartForm(TextForm):
    """What the start page says beside the dialogues."""

    title = Line(_l("Überschrift"), no_longer_than(MAX_TITLE))
    lead = Words(
        _l("Vorspann"),
        no_longer_than(MAX_LEAD),
        description=_l("Ein oder zwei Sätze, größer gesetzt."),
    )


class CheckedForm(TextForm):
    """A text somebody checked."""

    checked_by = Line(_l("Geprüft von"), no_longer_than(MAX_NAME))
    checked_on = DateField(  # type: ignore[call-arg]  # an argument the types do not know yet
        _l("Geprüft am"),
        validators=[Optional()],
        invalid_value_message=_l("Bitte geben Sie einen Tag an, zum Beispiel 2026-05-03."),
    )


class EasyForm(CheckedForm):
    """Leichte Sprache."""

    checked_by = Line(
        _l("Geprüft von"),
        no_longer_than(MAX_NAME),
        description=_l(
            "Die Prüfgruppe oder das Büro. Ohne Prüfung darf der Text nicht Leichte Sprache heißen."
        ),
    )


class SignedForm(CheckedForm):
    """Sign language: a link to the county's own page with the video, and what it shows."""

    link = Line(
        _l("Adresse der Seite mit dem Video"),
        no_longer_than(MAX_NOTE),
        description=_l(
            "Eine Seite des Landkreises. Das Video selbst wird hier nicht gespeichert und nicht "
            "eingebunden."
        ),
        render_kw={"type": "url"},
    )


FORMS = {START: StartForm, EASY: EasyForm, SIGNED: SignedForm}


def text_form(
    slug: str,
    shown: Draft,
    places: Mapping[str, str],
    *,
    seen: int,
    note_needed: bool,
    **given: Any,
) -> TextForm:
    """Return the form of a text: what it shows, and the version it is made from."""
    form = FORMS.get(slug, TextForm)(slug, shown, places, **given)
    form.seen.data = form.seen.data or str(seen)
    form.note_needed = note_needed
    return form


class TakeDownForm(Form):
    """One button: the text is shown no longer."""
