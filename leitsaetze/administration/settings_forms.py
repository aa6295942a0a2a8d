"""What the pages for settings ask: made from the one list of settings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, ValidationError
from wtforms.validators import DataRequired

from leitsaetze.administration.text_forms import no_longer_than, sentences
from leitsaetze.language import DEFAULT
from leitsaetze.site import settings
from leitsaetze.site.pictures import LARGEST, Logo, recognised
from leitsaetze.site.settings import MUNICIPALITIES, Group, Kind, Known
from leitsaetze.site.states import STATES
from leitsaetze.web.forms import Form, Line, Unseen, Upload, Words
from leitsaetze.web.languages import language


class SettingsForm(Form):
    """The settings of one page of the desk. `colleagues` are number and name of who works here."""

    known: list[Known]

    def __init__(
        self,
        present: Mapping[str, str],
        colleagues: Sequence[tuple[str, str]] = (),
        **given: Any,
    ) -> None:
        shown = {it.name: present[it.name] for it in self.known}
        super().__init__(data=shown, **given)
        for it in self.known:
            if it.kind in _CHOICES:
                self[it.name].choices = _in_german(_CHOICES[it.kind])
            if it.kind is Kind.COLLEAGUE:
                self[it.name].choices = [("", gettext("– niemand –")), *colleagues]
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


_CHECKED = {Kind.EMAIL, Kind.DAYS, Kind.NUMBER}
_CHOICES = {
    Kind.STATE: [
        ("", _l("– bitte wählen –")),
        *((code, state.name) for code, state in STATES.items()),
    ],
    Kind.MUNICIPALITY: [(one, f"{one}, {many}") for one, many in MUNICIPALITIES.items()],
}


def _in_german(choices: list[tuple[str, Any]]) -> list[tuple[str, Any, dict[str, str]]]:
    """Return choices that name contents, which are German on every page."""
    said = {"lang": DEFAULT} if language() != DEFAULT else {}
    return [(value, words, said if value else {}) for value, words in choices]


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
    if known.kind in _CHOICES or known.kind is Kind.COLLEAGUE:
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
    asked = [DataRequired(_l(known.asks))] if known.asks else []
    return Line(label, [*asked, *no_longer_than(settings.MAX_LINE)], description=hint)


LOGO_WORDS = settings.BY_NAME["logo_words"]


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
        description=_l("Ohne ein zweites Logo steht das erste dort auf weißem Grund."),
        render_kw={"accept": ".png,.jpg,.jpeg,.svg"},
    )
    remove = BooleanField(_l("Logo entfernen"))
    logo_words = Line(
        _l(LOGO_WORDS.label),
        no_longer_than(settings.MAX_LINE),
        description=_l(LOGO_WORDS.hint),
    )
    accent = Line(
        _l("Akzentfarbe"),
        description=_l(
            "Farbe von Links, Schaltflächen und Nummern: eine Raute und sechs Zeichen aus den "
            "Ziffern 0–9 und den Buchstaben a–f, zum Beispiel #204597. Leer: das Blau dieser "
            "Seiten."
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

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; browsers forget a chosen file when anything is wrong."""
        valid = super().validate(extra_validators)
        for upload in (self.upload, self.upload_dark):
            if not valid and upload.data and not upload.errors:
                upload.errors = [gettext("Bitte wählen Sie die Datei noch einmal aus.")]
        return valid

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
        """Refuse what names no picture of ours."""
        if field.data and not Logo.of(field.data):
            field.data = ""
            raise ValidationError(
                gettext("Das Logo ist nicht mehr da. Bitte laden Sie es noch einmal hoch.")
            )

    def validate_logo_dark(self, field: Field) -> None:
        """Refuse what names no picture of ours."""
        if field.data and not Logo.of(field.data):
            field.data = ""
            raise ValidationError(
                gettext("Das Logo ist nicht mehr da. Bitte laden Sie es noch einmal hoch.")
            )

    def typed(self) -> dict[str, str]:
        """Return name and value of the settings asked for."""
        gone = {"logo", "logo_dark", "logo_words"} if self.remove.data else set()
        return {name: "" if name in gone else self[name].data for name in self.SETTINGS}
