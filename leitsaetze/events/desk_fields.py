"""The fields of the editors' form of an event; each says at once what its action would refuse."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from leitsaetze.errors import RuleViolation
from leitsaetze.events import checks
from leitsaetze.events.access import StepFree
from leitsaetze.events.days import read_day, read_time
from leitsaetze.events.rules import EventKind, Joining, check_link
from leitsaetze.web.forms import Form, Line, Unseen, Words
from leitsaetze.zones import zone

LONGEST_NUMBER = 10


def obeying(check: Callable[[Any], object]) -> Callable[[Form, Field], None]:
    """Return a validator that says at the field what the check of the action would say."""

    def validate(_form: Form, field: Field) -> None:
        try:
            check(field.data)
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from violation

    return validate


class Radio(RadioField):
    """One of a few choices; what is none of them counts as nothing chosen."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, validate_choice=False, **more)

    def pre_validate(self, _form: Any) -> None:
        """Forget what no form of ours offers."""
        known = [value for value, *_label in self.iter_choices()]
        self.data = self.data if self.data in known else self.default


class Boxes(SelectMultipleField):
    """Several things of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self, label: Any, *, coerce: Callable[[object], Any] | None = None, **more: Any
    ) -> None:
        """Things are told by their numbers, unless `coerce` reads something else."""
        super().__init__(label, coerce=coerce or _number, validate_choice=False, **more)


def _number(value: object) -> int:
    """Return the number of a thing; 0, which no thing has, for what is none."""
    typed = str(value)
    return int(typed) if typed.isdecimal() and len(typed) < LONGEST_NUMBER else 0


class EventFields(Form):
    """Everything said of an event, as it is typed."""

    kind = SelectField(
        _l("Art der Veranstaltung"),
        default="",
        validators=[AnyOf([*EventKind], _l("Bitte wählen Sie die Art der Veranstaltung."))],
        validate_choice=False,
    )
    title = Line(
        _l("Titel"),
        validators=[
            DataRequired(_l("Bitte geben Sie der Veranstaltung einen Titel.")),
            obeying(checks.TITLE),
        ],
    )
    starts_day = Line(
        _l("Tag"),
        validators=[
            DataRequired(_l("Bitte geben Sie an, an welchem Tag die Veranstaltung beginnt.")),
            obeying(read_day),
        ],
    )
    starts_time = Line(_l("Beginn"), validators=[obeying(read_time)])
    starts_which = Radio(_l("Welcher Beginn ist gemeint?"))
    ends_day = Line(
        _l("Letzter Tag"),
        description=_l("Nur nötig, wenn die Veranstaltung mehrere Tage dauert."),
        validators=[obeying(read_day)],
    )
    ends_time = Line(_l("Ende"), validators=[obeying(read_time)])
    ends_which = Radio(_l("Welches Ende ist gemeint?"))
    time_zone = SelectField(_l("Zeitzone"), validators=[obeying(zone)], validate_choice=False)
    meeting_place = SelectField(
        _l("Ort aus der Liste"),
        description=_l(
            "Wenn Sie einen wählen, werden Name, Anschrift, Weg und Zugang beim Speichern unten "
            "eingetragen. Danach können Sie hier noch etwas anders sagen."
        ),
        default="",
        validate_choice=False,
    )
    placed = Unseen()  # the place whose facts stand in the fields already
    take_facts = BooleanField(_l("Die Angaben noch einmal frisch aus der Liste holen"))
    place = Line(_l("Ort"), description=_l("Gebäude und Raum."), validators=[obeying(checks.PLACE)])
    address = Line(
        _l("Anschrift"), description=_l("Straße und Ort."), validators=[obeying(checks.PLACE)]
    )
    directions = Words(
        _l("So kommen Sie hin"),
        description=_l("Haltestelle, Parkplatz, Eingang."),
        validators=[obeying(checks.DIRECTIONS)],
    )
    online_link = Line(
        _l("Link zum Online-Treffen"),
        description=_l(
            "Muss man sich anmelden oder eingeladen sein, sehen nur die Gäste den Link; "
            "sonst sehen ihn alle."
        ),
        validators=[obeying(check_link)],
    )
    step_free = Radio(_l("Stufenlos erreichbar?"), default=StepFree.UNKNOWN.value)
    sign_language = BooleanField(_l("Es wird in Gebärdensprache gedolmetscht"))
    childcare = BooleanField(_l("Es gibt Kinderbetreuung"))
    access = Line(
        _l("Weiteres zum Zugang"),
        description=_l("Zum Beispiel: Höranlage vorhanden, Schriftdolmetschen auf Anfrage."),
        validators=[obeying(checks.PLACE)],
    )
    joining = Radio(_l("Wer kann kommen?"), default=Joining.OPEN.value)
    capacity = Line(
        _l("Zahl der Plätze"),
        description=_l("Leer lassen, wenn die Zahl der Plätze nicht begrenzt ist."),
    )
    register_by = Line(
        _l("Anmeldeschluss"),
        description=_l(
            "Letzter Tag. Melden sich Ihre Gäste nicht hier an, schreiben Sie in die "
            "Beschreibung, wie es geht."
        ),
        validators=[obeying(read_day)],
    )
    text = Words(
        _l("Beschreibung"),
        description=_l("**fett**, _kursiv_, Listen mit -, Adressen werden zu Links."),
        validators=[obeying(checks.TEXT)],
    )
    external_link = Line(
        _l("Eintrag im eigenen Veranstaltungskalender"),
        description=_l("Steht alles Weitere dort, genügen hier Art, Titel, Tag und dieser Link."),
        validators=[obeying(check_link)],
    )
    organiser = Line(
        _l("Veranstaltet von"),
        description=_l("Zum Beispiel: Stabsstelle Digitales."),
        validators=[obeying(checks.NAME)],
    )
    contact_name = Line(_l("Name"), validators=[obeying(checks.NAME)])
    contact_email = Line(
        _l("E-Mail-Adresse"),
        description=_l("Dorthin gehen auch Antworten auf unsere E-Mails zur Veranstaltung."),
        validators=[obeying(checks.contact_email)],
    )
    contact_phone = Line(_l("Telefon"), validators=[obeying(checks.PHONE)])
    dialogues = Boxes(_l("Begleitet diese Dialoge"))
    fields = Boxes(_l("Handlungsfelder"))
    principles = Boxes(_l("Leitsätze"))
    municipalities = Boxes(_l("Für diese Gemeinden"))
    series = SelectField(_l("Reihe"), default="", validate_choice=False)
    tell = Radio(_l("Gäste benachrichtigen?"))
