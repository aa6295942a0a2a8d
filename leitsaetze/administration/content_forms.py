"""What the pages for texts and settings ask."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, SelectField, ValidationError
from wtforms.validators import Length, Optional

from leitsaetze.clock import today
from leitsaetze.errors import RuleViolation
from leitsaetze.site import settings
from leitsaetze.site.pictures import LARGEST, Logo, recognised
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
from leitsaetze.site.settings import MUNICIPALITIES, Group, Kind, Known
from leitsaetze.site.states import STATES
from leitsaetze.text import markdown
from leitsaetze.web.forms import Form, Line, Unseen, Upload, Words

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


class TextForm(Form):
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
    slug: str, shown: Draft, places: Mapping[str, str], *, seen: int, **given: Any
) -> TextForm:
    """Return the form of a text: what it shows, and the version it is made from."""
    form = FORMS.get(slug, TextForm)(slug, shown, places, **given)
    form.seen.data = form.seen.data or str(seen)
    return form


class TakeDownForm(Form):
    """One button: the text is shown no longer."""


class SettingsForm(Form):
    """The settings of one page of the desk."""

    known: list[Known]

    def __init__(self, present: Mapping[str, str], **given: Any) -> None:
        shown = {it.name: present[it.name] for it in self.known}
        super().__init__(data=shown, **given)
        for it in self.known:
            if it.kind in _CHOICES:
                self[it.name].choices = _CHOICES[it.kind]
        self.version = settings.version_of(present, shown)
        self.seen.data = self.seen.data or str(self.version)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that each setting can hold what was typed."""
        fits = {it.name: [_fits] for it in self.known if it.kind in _CHECKED}
        return super().validate({**fits, **(extra_validators or {})})

    def typed(self) -> dict[str, str]:
        """Return name and value of every setting of the page."""
        return {it.name: str(self[it.name].data or "") for it in self.known}

    def show(self, values: Mapping[str, str]) -> None:
        """Show these values in the fields."""
        for it in self.known:
            self[it.name].data = values[it.name]


_CHECKED = {Kind.EMAIL, Kind.DAYS}
_CHOICES = {
    Kind.STATE: [
        ("", _l("– bitte wählen –")),
        *((code, state.name) for code, state in STATES.items()),
    ],
    Kind.MUNICIPALITY: [(one, f"{one}, {many}") for one, many in MUNICIPALITIES.items()],
}


def settings_form(group: Group) -> type[SettingsForm]:
    """Return the form of a group, made from the one list of settings."""
    known = settings.of_group(group)
    return type(
        "SettingsForm", (SettingsForm,), {it.name: _field(it) for it in known} | {"known": known}
    )


def _fits(_form: Form, field: Field) -> None:
    with sentences():
        field.data = settings.fitting(field.name, field.data)


def _field(known: Known) -> Any:
    hint = _l(known.hint) if known.hint else ""
    label = _l(known.label)
    if known.kind in _CHOICES:
        return SelectField(label, description=hint)
    if known.kind is Kind.LINES:
        return Words(label, no_longer_than(settings.MAX_LINES), description=hint)
    if known.kind is Kind.EMAIL:
        return Line(
            label,
            no_longer_than(settings.MAX_ADDRESS),
            description=hint,
            render_kw={"type": "email"},
        )
    return Line(label, no_longer_than(settings.MAX_LINE), description=hint)


class LooksForm(Form):
    """Logo and colour. What was uploaded for the preview travels in `logo` and `logo_dark`."""

    largest = 2 * LARGEST + 50_000

    logo = Unseen()
    logo_dark = Unseen()
    upload = Upload(
        _l("Logo"),
        most=LARGEST,
        description=_l(
            "PNG, JPEG oder SVG, höchstens 200 kB. Am besten ein SVG mit durchsichtigem Grund."
        ),
        render_kw={"accept": ".png,.jpg,.jpeg,.svg"},
    )
    upload_dark = Upload(
        _l("Logo für die dunkle Darstellung"),
        most=LARGEST,
        description=_l("Ohne ein eigenes steht das Logo dort auf weißem Grund."),
        render_kw={"accept": ".png,.jpg,.jpeg,.svg"},
    )
    remove = BooleanField(_l("Logo entfernen"))
    logo_words = Line(
        _l(settings.BY_NAME["logo_words"].label),
        no_longer_than(settings.MAX_LINE),
        description=_l(settings.BY_NAME["logo_words"].hint),
    )
    accent = Line(
        _l("Akzentfarbe"),
        description=_l(
            "Farbe von Links, Schaltflächen und Nummern, zum Beispiel #204597. Leer: das Blau "
            "dieser Seiten."
        ),
    )
    accent_dark = Line(
        _l("Akzentfarbe in dunkler Darstellung"),
        description=_l("Leer: ein hellerer Ton derselben Farbe, der sich gut lesen lässt."),
    )
    SETTINGS = ("logo", "logo_dark", "logo_words", "accent", "accent_dark")

    def __init__(self, present: Mapping[str, str], **given: Any) -> None:
        super().__init__(data={name: present[name] for name in self.SETTINGS}, **given)
        self.seen.data = self.seen.data or str(settings.version_of(present, self.SETTINGS))

    def validate_upload(self, field: Field) -> None:
        """Check that it is a picture we can show."""
        if field.data:
            with sentences():
                recognised(field.data)

    def validate_upload_dark(self, field: Field) -> None:
        """Check that it is a picture we can show."""
        self.validate_upload(field)

    def take_up(self, keep: Callable[[bytes], Logo]) -> None:
        """Keep what was uploaded, and let the form name it from now on."""
        for upload, name in ((self.upload, self.logo), (self.upload_dark, self.logo_dark)):
            if upload.data:
                name.data = keep(upload.data).value

    def validate_logo_words(self, field: Field) -> None:
        """A picture without words is nothing to whoever cannot see it (WCAG 1.1.1)."""
        shows = (self.upload.data or Logo.of(self.logo.data)) and not self.remove.data
        if shows and not field.data:
            raise ValidationError(gettext("Bitte beschreiben Sie das Logo in wenigen Worten."))

    def validate_accent(self, field: Field) -> None:
        """Check that the colour can be read."""
        _fits(self, field)

    def validate_accent_dark(self, field: Field) -> None:
        """Check that the colour can be read on dark; alone it has no use."""
        _fits(self, field)
        if field.data and not self.accent.data:
            raise ValidationError(gettext("Bitte wählen Sie zuerst die Akzentfarbe darüber."))

    def validate_logo(self, field: Field) -> None:
        """Drop what is no picture of ours."""
        field.data = field.data if Logo.of(field.data) else ""

    def validate_logo_dark(self, field: Field) -> None:
        """Drop what is no picture of ours."""
        field.data = field.data if Logo.of(field.data) else ""

    def typed(self) -> dict[str, str]:
        """Return name and value of the settings asked for."""
        gone = {"logo", "logo_dark", "logo_words"} if self.remove.data else set()
        return {name: "" if name in gone else self[name].data for name in self.SETTINGS}
