"""The form of the editors' desk about a place of the list."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired

from leitsaetze.events import checks
from leitsaetze.events.access import StepFree
from leitsaetze.events.desk_fields import Radio, obeying
from leitsaetze.events.desk_forms import STEP_FREE, TELL, TELL_NOBODY
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.meeting_place_rules import PLACE_NAME, PlaceFacts, is_told
from leitsaetze.events.models import Event
from leitsaetze.events.series_models import Municipality
from leitsaetze.language import translatable
from leitsaetze.web.forms import Form, Line, Words, version_in
from leitsaetze.web.languages import lang_of_contents

WHOM_TO_TELL = translatable(
    "Name oder Anschrift haben sich geändert. Bitte wählen Sie, ob Ihre Gäste davon erfahren."
)


class MeetingPlaceForm(Form):
    """What is said of a place, and what a correction means for the events that come."""

    name = Line(
        _l("Name"),
        description=_l("Gebäude und Raum, so wie es in der Einladung stehen soll."),
        validators=[
            DataRequired(_l("Bitte geben Sie dem Ort einen Namen.")),
            obeying(PLACE_NAME),
        ],
    )
    address = Line(
        _l("Anschrift"),
        description=_l("Straße, Hausnummer, Postleitzahl und Ort."),
        validators=[obeying(checks.PLACE)],
    )
    municipality = SelectField(_l("Liegt in"), default="", validate_choice=False)
    directions = Words(
        _l("So kommen Sie hin"),
        description=_l("Haltestelle, Parkplatz, Eingang."),
        validators=[obeying(checks.DIRECTIONS)],
    )
    step_free = Radio(_l("Stufenlos erreichbar?"), default=StepFree.UNKNOWN.value)
    access = Line(
        _l("Weiteres zum Zugang"),
        description=_l(
            "Zum Beispiel: Rampe am Hofeingang, Türen 90 cm breit; das WC liegt im Keller."
        ),
        validators=[obeying(checks.PLACE)],
    )
    carry = BooleanField(_l("Was ich ändere, auch in diese Veranstaltungen übernehmen"))
    tell = Radio(_l("Gäste benachrichtigen?"))

    def __init__(
        self,
        place: MeetingPlace | None,
        municipalities: Sequence[Municipality],
        *,
        facts: PlaceFacts | None = None,
        coming: Sequence[Event] = (),
        **given: Any,
    ) -> None:
        """Show a `place`, or the `facts` of one that is not on the list yet."""
        said = place.facts if place is not None else facts
        saved: dict[str, Any] = vars(said) | {"step_free": said.step_free.value} if said else {}
        if place is not None and place.municipality_id is not None:
            saved["municipality"] = str(place.municipality_id)
        super().__init__(data=saved, **given)
        self.municipalities = municipalities
        self.before = place.facts if place is not None else None
        self.step_free.choices = STEP_FREE
        tongue = lang_of_contents()
        self.municipality.choices = [("", gettext("– keine Angabe –"))]
        self.municipality.choices += [(str(one.id), one.name, tongue) for one in municipalities]
        self.tell.choices = [
            (TELL, gettext("Ja: Wer eingeladen oder angemeldet ist, bekommt eine E-Mail")),
            (TELL_NOBODY, gettext("Nein, niemand bekommt eine E-Mail")),
        ]
        if not coming:
            del self.carry, self.tell
        if place is not None:
            self.seen.data = self.seen.data or str(place.version)

    @property
    def said(self) -> PlaceFacts:
        """What the form says of the place."""
        return PlaceFacts(
            self.name.data,
            self.address.data,
            self.directions.data,
            StepFree(self.step_free.data),
            self.access.data,
        )

    @property
    def where(self) -> Municipality | None:
        """The municipality it lies in."""
        named = self.municipality.data
        return next((one for one in self.municipalities if str(one.id) == named), None)

    @property
    def carries(self) -> bool:
        """Whether the coming events take what is new."""
        return self.carry is not None and bool(self.carry.data)

    @property
    def tells(self) -> bool:
        """Whether their guests shall hear of it."""
        return self.carries and self.tell.data == TELL

    @property
    def version_seen(self) -> int:
        """The version the form was made from."""
        return version_in(self.seen.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then whether guests shall hear of what is carried on to them."""
        valid = super().validate(extra_validators)
        if valid and self.carries and not self.tell.data and self._moves():
            self.tell.errors = [*self.tell.errors, gettext(WHOM_TO_TELL)]
            self.status = max(self.status, 422)
            return False
        return valid

    def _moves(self) -> bool:
        return self.before is not None and is_told(self.before, self.said)
