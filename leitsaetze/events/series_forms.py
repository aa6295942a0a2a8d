"""The forms of the editors' desk about municipalities and series."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from leitsaetze.events.desk_fields import obeying
from leitsaetze.events.series_models import Municipality, Series
from leitsaetze.events.series_rules import MUNICIPALITY, SERIES_TEXT, SERIES_TITLE
from leitsaetze.principles.rules import check_slug
from leitsaetze.web.forms import Form, Line, Words, version_in


class MunicipalityForm(Form):
    """The name of a municipality."""

    name = Line(
        _l("Name"),
        validators=[DataRequired(_l("Bitte geben Sie einen Namen ein.")), obeying(MUNICIPALITY)],
    )

    def __init__(self, municipality: Municipality | None = None) -> None:
        super().__init__(data={"name": municipality.name} if municipality is not None else {})
        if municipality is not None:
            self.seen.data = self.seen.data or municipality.name


class PressedForm(Form):
    """One button."""


class SeriesForm(Form):
    """What is said of a series, and where it stands: the address of one that exists stays."""

    title = Line(
        _l("Titel"),
        validators=[
            DataRequired(_l("Bitte geben Sie der Reihe einen Titel.")),
            obeying(SERIES_TITLE),
        ],
    )
    slug = Line(
        _l("Adresse"),
        description=_l(
            "Ein kurzer Name aus Kleinbuchstaben ohne Umlaute, Ziffern und Bindestrichen, zum "
            "Beispiel „digital-werkstatt“. Er bleibt für immer."
        ),
        validators=[DataRequired(_l("Bitte geben Sie eine Adresse ein.")), obeying(check_slug)],
    )
    text = Words(
        _l("Einleitung"),
        description=_l("**fett**, _kursiv_, Listen mit -, Adressen werden zu Links."),
        validators=[obeying(SERIES_TEXT)],
    )

    def __init__(self, series: Series | None, **given: Any) -> None:
        saved = {}
        if series is not None:
            saved = {"title": series.title, "text": series.text}
        super().__init__(**saved | given)
        if series is not None:
            del self.slug
            self.seen.data = self.seen.data or str(series.version)

    @property
    def version_seen(self) -> int:
        """The version the form was made from."""
        return version_in(self.seen.data)
