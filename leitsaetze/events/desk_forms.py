"""The forms of the editors' desk about events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any

from flask import request
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.validators import DataRequired

from leitsaetze.errors import RuleViolation
from leitsaetze.events import checks
from leitsaetze.events.access import StepFree
from leitsaetze.events.course import IN_CALENDARS
from leitsaetze.events.days import FIRST, SECOND, Period, Typed, is_twice, meant, read_day
from leitsaetze.events.desk_fields import EventFields, obeying
from leitsaetze.events.desk_words import ABOUT, AS_TYPED, name_of, numbered, shown, written, zones
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.meeting_place_rules import as_details
from leitsaetze.events.models import Event
from leitsaetze.events.rules import (
    DEFAULT_ZONE,
    KINDS,
    Details,
    EventKind,
    Joining,
    check_capacity,
    check_register_by,
)
from leitsaetze.events.series_models import Municipality, Series
from leitsaetze.language import translatable
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle
from leitsaetze.web.forms import Form, Line, Words
from leitsaetze.web.languages import german, lang_of_contents

TELL, TELL_NOBODY = "ja", "nein"
UNSAVED = {"csrf_token", "submission_key", "seen", "tell", "placed", "take_facts"}
WHOM_TO_TELL = translatable(
    "Zeit, Ort, Online-Link oder Veranstalter haben sich geändert. "
    "Bitte wählen Sie, ob Ihre Gäste davon erfahren."
)
LOOK, SHOW = "vorschau", "zeigen"
WHICH = [
    (FIRST, _l("das erste Mal, noch in der Sommerzeit")),
    (SECOND, _l("das zweite Mal, schon in der Winterzeit")),
]
STEP_FREE = [
    (StepFree.YES.value, _l("ja")),
    (StepFree.PARTLY.value, _l("teilweise")),
    (StepFree.NO.value, _l("nein")),
    (StepFree.UNKNOWN.value, _l("noch nicht bekannt")),
]
JOINING = [
    (Joining.OPEN.value, _l("alle, die möchten")),
    (Joining.REGISTRATION.value, _l("alle, die sich hier anmelden")),
    (Joining.INVITATION.value, _l("nur, wer eingeladen ist")),
]


@dataclass(frozen=True)
class Choices:
    """What an event can be about, and how many people would hear of a change."""

    dialogues: Sequence[Dialogue]
    fields: Sequence[FieldOfAction]
    principles: Sequence[Principle]
    municipalities: Sequence[Municipality] = ()
    series: Sequence[Series] = ()
    places: Sequence[MeetingPlace] = ()
    hearing: int = 0


class EventForm(EventFields):
    """Everything said of an event; whatever is typed stays, whatever is refused."""

    limits = "120 per minute; 1200 per hour"

    def __init__(self, event: Event | None, choices: Choices, **given: Any) -> None:
        super().__init__(data=shown(event) if event is not None else {}, **given)
        self.event = event
        self.choices = choices
        self.details: Details | None = None
        self._offer(event)
        self._take_facts()
        if event is not None and not self.seen.data:
            self.seen.data = str(event.sequence)

    @property
    def act(self) -> str:
        """The button pressed, if it was not the one that saves."""
        pressed = request.form.get("tat", "")
        return pressed if pressed in {LOOK, SHOW} else ""

    @property
    def said(self) -> Details:
        """What a form without faults says of the event."""
        if self.details is None:
            raise RuleViolation("Bitte prüfen Sie Ihre Angaben.")
        return self.details

    @property
    def tells(self) -> bool:
        """Whether whoever is invited shall hear of the change."""
        return bool(self.tell.data == TELL)

    @property
    def chosen(self) -> dict[str, Any]:
        """What the event is about: things of the chosen dialogues, and no others."""
        own = [one for one in self.choices.series if str(one.id) == self.series.data]
        there = [one for one in self.choices.places if str(one.id) == self.meeting_place.data]
        return {name: self._ticked(name) for name in ABOUT} | {
            "series": own,
            "meeting_places": there,
        }

    @property
    def starts_twice(self) -> bool:
        """Whether the clock shows the time of the beginning twice."""
        return is_twice(self.starts_day.data, self.starts_time.data, self.time_zone.data)

    @property
    def ends_twice(self) -> bool:
        """Whether the clock shows the time of the end twice."""
        day = self.ends_day.data or self.starts_day.data
        return is_twice(day, self.ends_time.data, self.time_zone.data)

    def validate_capacity(self, field: Line) -> None:
        """Say what a number of seats is."""
        if field.data and not field.data.isdecimal():
            raise ValidationError(gettext("Bitte geben Sie eine ganze Zahl ein."))
        obeying(lambda typed: check_capacity(int(typed[:9]) if typed else None))(self, field)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what they say together; say it where it can be changed."""
        valid = super().validate(extra_validators)
        period = self._period()
        if valid and period is not None:
            self.details = self._details(period)
            valid = self._fits(self.details)
        if valid and period is not None:
            return True
        self.status = max(self.status, 422)
        return False

    def differences(self) -> Iterator[tuple[str, str]]:
        """Yield label and saved value of every field in which the saved event is another one."""
        if self.event is None:
            return
        saved = EventForm(self.event, self.choices, formdata=None)
        for name, field in saved._fields.items():
            if name not in UNSAVED and field.data != self[name].data:
                yield str(field.label.text), written(field)

    def _take_facts(self) -> None:
        """Put what is said of a place into the fields when the place was chosen just now."""
        if not self.is_submitted():
            return
        number = self.meeting_place.data
        place = next((one for one in self.choices.places if str(one.id) == number), None)
        anew = number != self.placed.data or self.take_facts.data
        if place is not None and anew:
            for name, value in as_details(place.facts).items():
                self[name].data = value
            self.take_facts.data = False
        self.placed.data = number if place is not None else ""

    def _offer(self, event: Event | None) -> None:
        self.kind.choices = [("", gettext("– bitte wählen –"))] + [
            (kind.value, gettext(KINDS[kind][0])) for kind in EventKind
        ]
        self.step_free.choices, self.joining.choices = STEP_FREE, JOINING
        self.starts_which.choices = self.ends_which.choices = WHICH
        own = event.time_zone if event is not None else DEFAULT_ZONE
        self.time_zone.choices = [(name, name) for name in sorted({*zones(), own})]
        if not self.time_zone.data:
            self.time_zone.data = DEFAULT_ZONE
        here = self.dialogues.data or []
        fields = [field for field in self.choices.fields if field.dialogue_id in here]
        principles = [one for one in self.choices.principles if one.dialogue_id in here]
        self.dialogues.choices = [(one.id, name_of(one)) for one in self.choices.dialogues]
        self.fields.choices = [(field.id, name_of(field)) for field in fields]
        self.principles.choices = [(one.id, german(numbered(one))) for one in principles]
        self.municipalities.choices = [
            (one.id, german(one.name)) for one in self.choices.municipalities
        ]
        tongue = lang_of_contents()
        self.series.choices = [("", gettext("gehört zu keiner Reihe"))]
        self.series.choices += [(str(one.id), one.title, tongue) for one in self.choices.series]
        self.meeting_place.choices = [("", gettext("– einmaliger Ort, unten eingetragen –"))]
        self.meeting_place.choices += [
            (str(one.id), ", ".join(it for it in (one.name, one.address) if it), tongue)
            for one in self.choices.places
        ]
        for boxes, things in ((self.fields, fields), (self.principles, principles)):
            known = {thing.id for thing in things}
            boxes.data = [number for number in boxes.data or [] if number in known]
        self.tell.choices = [
            (TELL, _yes(self.choices.hearing)),
            (TELL_NOBODY, gettext("Nein, niemand bekommt eine E-Mail")),
        ]

    def _ticked(self, name: str) -> list[Any]:
        ticked = self[name].data or []
        return [thing for thing in getattr(self.choices, name) if thing.id in ticked]

    def _period(self) -> Period | None:
        """Return when the event is; say at the fields what is wrong with that."""
        parts = {part.name: self[part.name] for part in fields_of(Typed)}
        if any(field.errors for field in parts.values()):
            return None
        typed = Typed(**{name: field.data or "" for name, field in parts.items()})
        return meant(typed, lambda name, violation: _refuse(self[name], violation))

    def _details(self, period: Period) -> Details:
        """Return what the form says. Its fields obey the checks one by one."""
        return Details(
            kind=EventKind(self.kind.data),
            starts_at=period.starts_at,
            ends_at=period.ends_at,
            all_day=period.all_day,
            time_zone=self.time_zone.data,
            step_free=StepFree(self.step_free.data),
            joining=Joining(self.joining.data),
            capacity=int(self.capacity.data) if self.capacity.data else None,
            register_by=read_day(self.register_by.data),
            **{name: self[name].data for name in AS_TYPED},
        )

    def _fits(self, details: Details) -> bool:
        """Check what depends on several fields, and whether guests shall hear of the change."""
        try:
            check_register_by(details.register_by, details.starts_at, details.time_zone)
        except RuleViolation as violation:
            _refuse(self.register_by, violation)
            return False
        if self.choices.hearing and not self.act and not self.tell.data and self._moves(details):
            _refuse(self.tell, RuleViolation(WHOM_TO_TELL))
            return False
        return True

    def _moves(self, details: Details) -> bool:
        """Tell whether something changes that guests have in their calendars."""
        return any(getattr(self.event, name) != getattr(details, name) for name in IN_CALENDARS)


class CancelForm(Form):
    """Cancel an event, with the reason everybody will read."""

    reason = Words(
        _l("Grund der Absage"),
        description=_l("In eigenen Worten. Er steht in der E-Mail und öffentlich auf der Seite."),
        validators=[
            DataRequired(_l("Bitte schreiben Sie, warum die Veranstaltung ausfällt.")),
            obeying(checks.REASON),
        ],
    )

    def __init__(self, event: Event, **given: Any) -> None:
        super().__init__(**given)
        self.seen.data = self.seen.data or str(event.sequence)


class TurnForm(Form):
    """One button: publish, reinstate, mark as held, delete."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.seen.data = self.seen.data or str(event.sequence)


def _yes(number: int) -> str:
    return str(
        ngettext(
            "Ja: Eine Person bekommt eine E-Mail",
            "Ja: %(num)s Personen bekommen eine E-Mail",
            number,
        )
    )


def _refuse(field: Field, violation: RuleViolation) -> None:
    field.errors = [*field.errors, gettext(violation.msgid, **violation.values)]
