"""The forms of a dialogue: to begin one, to change everything about it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from leitsaetze.accounts.models import Person
from leitsaetze.editing.form_fields import Kept, apart, moment, needed_day, time_of
from leitsaetze.editing.forms import DeskForm
from leitsaetze.editing.rules import propose_slug
from leitsaetze.errors import RuleViolation
from leitsaetze.principles.checks import DIALOGUE, STEP
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.rules import (
    ALONE,
    DEFAULT_ZONE,
    MAX_STEPS,
    DialogueFacts,
    Moderation,
    check_slug,
    enough,
)
from leitsaetze.web.forms import Line, Words

NUMBER = _l("Bitte geben Sie eine ganze Zahl an.")
EXAMPLE = _l("Zum Beispiel 29.04.2030.")
SPARE_STEPS = 3
MODERATIONS = [
    (Moderation.BEFORE.value, _l("Vorher: Kommentare erscheinen, nachdem jemand sie gelesen hat")),
    (Moderation.AFTER.value, _l("Nachher: Kommentare erscheinen sofort")),
]
PLAIN = (
    "lead introduction reply_within_days edit_window_minutes guests_need_address "
    "general_comments_allowed contact_name contact_email contact_phone contact_post contact_hours "
    "replies_need_two second_name second_email title time_zone"
).split()


def mail_field(label: Any, check: Any, hint: Any = "") -> Line:
    """Return the field of an e-mail address."""
    keyboard = {"type": "email", "inputmode": "email", "autocomplete": "off"}
    return Line(label, [Kept(check)], description=hint, render_kw=keyboard)


class NewDialogueForm(DeskForm):
    """What a dialogue cannot be without."""

    title = Line(
        _l("Titel"),
        [InputRequired(_l("Bitte geben Sie einen Titel an.")), Kept(DIALOGUE["title"])],
    )
    slug = Line(
        _l("Internetadresse"),
        description=_l(
            "Der Teil hinter /dialoge/. Bleibt das Feld leer, wird die Adresse aus dem Titel "
            "gebildet. Nach der Veröffentlichung ändert sie sich nicht mehr."
        ),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    opens_day = needed_day(_l("Kommentieren ab: Tag"), EXAMPLE)
    opens_time = time_of(_l("Uhrzeit"), _l("Leer bedeutet: von 0 Uhr an."))
    closes_day = needed_day(_l("Kommentieren bis: letzter Tag"), EXAMPLE)
    closes_time = time_of(_l("Uhrzeit"), _l("Leer bedeutet: bis 24 Uhr."))
    contact_email = mail_field(
        _l("E-Mail-Adresse für Fragen zum Dialog"),
        DIALOGUE["contact_email"],
        _l("Öffentlich. Auch Antworten auf unsere E-Mails gehen an diese Adresse."),
    )

    def __init__(self, version: int = 0, **given: Any) -> None:
        super().__init__(version, **given)
        self.facts: DialogueFacts = {}

    @property
    def address(self) -> str:
        """The slug: as typed, or as the title suggests."""
        return self.slug.data or propose_slug(self.title.data)

    def prepare(self) -> bool:
        """Put the facts together; what does not fit becomes an error of its field."""
        if "slug" in self:
            self._check_slug()
        self.facts = self._facts()
        opens_at, closes_at = self.facts.get("opens_at"), self.facts.get("closes_at")
        if opens_at is not None and closes_at is not None and closes_at <= opens_at:
            self.misfit(self.closes_day, gettext("Das Ende muss nach dem Beginn liegen."))
        if self.problems:
            self.status = 422
        return not self.problems

    def _check_slug(self) -> None:
        if not self.address:
            self.misfit(self.slug, gettext("Bitte geben Sie eine Adresse an."))
            return
        try:
            check_slug(self.address)
        except RuleViolation as violation:
            self.misfit(self.slug, gettext(violation.msgid, **violation.values))

    def _facts(self) -> DialogueFacts:
        zone = self._zone()
        facts: DialogueFacts = {
            "title": self.title.data,
            "contact_email": self.contact_email.data,
        }
        opens_at = moment(self.opens_day, self.opens_time, zone)
        closes_at = moment(self.closes_day, self.closes_time, zone, end=True)
        if opens_at is not None:
            facts["opens_at"] = opens_at
        if closes_at is not None:
            facts["closes_at"] = closes_at
        return facts

    def _zone(self) -> str:
        return DEFAULT_ZONE


class DialogueForm(NewDialogueForm):
    """Everything about a dialogue; the address only until its first publication."""

    lead = Words(
        _l("Vorspann"),
        [Kept(DIALOGUE["lead"])],
        description=_l("Ein, zwei Sätze für die Startseite und den Kopf des Dialogs."),
    )
    introduction = Words(
        _l("Einleitung"),
        [Kept(DIALOGUE["introduction"])],
        description=_l("Worum es geht und was mit den Ergebnissen geschieht. Mit Formatierung."),
    )
    time_zone = Line(
        _l("Zeitzone"),
        [InputRequired(_l("Bitte geben Sie eine Zeitzone an.")), Kept(DIALOGUE["time_zone"])],
        description=_l("In Deutschland immer Europe/Berlin."),
    )
    moderation = RadioField(_l("Moderation"))
    guests_need_address = BooleanField(_l("Gäste müssen eine E-Mail-Adresse angeben"))
    general_comments_allowed = BooleanField(
        _l("Allgemeine Kommentare zum ganzen Dialog sind möglich")
    )
    reply_within_days = IntegerField(
        _l("Frist für Antworten, in Arbeitstagen"),
        [InputRequired(NUMBER), Kept(DIALOGUE["reply_within_days"])],
        description=_l("So lange dauert eine Antwort in der Regel. Die Frist ist öffentlich."),
    )
    replies_need_two = BooleanField(
        _l("Antworten liest noch jemand anderes, bevor sie erscheinen"),
        description=_l(
            "Wer eine Antwort schreibt oder berichtigt, legt sie der Moderation vor; erst wer sie "
            "gegengelesen hat, veröffentlicht sie. Dafür braucht es mindestens zwei Menschen, die "
            "moderieren."
        ),
    )
    edit_window_minutes = IntegerField(
        _l("Zeit, um den eigenen Kommentar zu ändern, in Minuten"),
        [InputRequired(NUMBER), Kept(DIALOGUE["edit_window_minutes"])],
        description=_l(
            "Sie beginnt, wenn der Kommentar bei uns eingegangen oder bestätigt ist. 60 sind ein "
            "guter Wert; bei 0 lässt er sich nicht mehr ändern. Wird vorab geprüft, wartet ein "
            "geänderter Kommentar noch einmal auf die Moderation."
        ),
    )
    contact_name = Line(_l("Ansprechperson"), [Kept(DIALOGUE["contact_name"])])
    contact_phone = Line(
        _l("Telefon"), [Kept(DIALOGUE["contact_phone"])], description=_l("Öffentlich.")
    )
    contact_hours = Line(_l("Sprechzeiten"), [Kept(DIALOGUE["contact_hours"])])
    contact_post = Words(_l("Postanschrift"), [Kept(DIALOGUE["contact_post"])])
    responsible_id = SelectField(_l("Verantwortlich für die Moderation"), coerce=int)
    stand_in_id = SelectField(_l("Vertretung"), coerce=int)
    second_name = Line(
        _l("Zweite Person: Name"),
        [Kept(DIALOGUE["second_name"])],
        description=_l(
            "Die zweite Person sieht sich ausgeblendete Kommentare noch einmal an, wenn "
            "jemand darum bittet. Ein Konto braucht sie dafür nicht."
        ),
    )
    second_email = mail_field(
        _l("Zweite Person: E-Mail-Adresse"), DIALOGUE["second_email"], _l("Nicht öffentlich.")
    )

    def __init__(self, dialogue: Dialogue, moderators: Sequence[Person], **given: Any) -> None:
        saved = {name: getattr(dialogue, name) for name in PLAIN} | _of_period(dialogue)
        saved |= _of_steps(dialogue) | {
            "slug": dialogue.slug,
            "moderation": dialogue.moderation.value,
            "responsible_id": dialogue.responsible_id or 0,
            "stand_in_id": dialogue.stand_in_id or 0,
        }
        super().__init__(dialogue.version, **saved | given)
        self.moderation.choices = MODERATIONS
        self.moderators = len(moderators)
        self.was_read_by_two = dialogue.replies_need_two
        if dialogue.published_at is not None:
            del self.slug
        for field, kept in (
            (self.responsible_id, dialogue.responsible_id),
            (self.stand_in_id, dialogue.stand_in_id),
        ):
            field.choices = _people(moderators, kept)

    @property
    def steps(self) -> list[tuple[Line, Line]]:
        """The rows of the further course to show: what is filled in, and some empty ones."""
        rows = [(self[f"step_{n}_title"], self[f"step_{n}_when"]) for n in range(MAX_STEPS)]
        filled = [n for n, row in enumerate(rows) if any(field.data for field in row)]
        return rows[: max(filled, default=-1) + 1 + SPARE_STEPS]

    def _facts(self) -> DialogueFacts:
        facts = super()._facts()
        facts |= {name: self[name].data for name in PLAIN}  # type: ignore[typeddict-item]  # PLAIN names facts
        facts["moderation"] = Moderation(self.moderation.data)
        if self.replies_need_two.data and not self.was_read_by_two and not enough(self.moderators):
            self.misfit(self.replies_need_two, gettext(ALONE))
        facts["responsible_id"] = self.responsible_id.data or None
        facts["stand_in_id"] = self.stand_in_id.data or None
        for title, when in self.steps:
            if when.data and not title.data:
                self.misfit(title, gettext("Bitte schreiben Sie, was in diesem Schritt geschieht."))
        facts["steps"] = [
            {"title": title.data, "when": when.data} for title, when in self.steps if title.data
        ]
        return facts

    def _zone(self) -> str:
        return str(self.time_zone.data)


for _number in range(MAX_STEPS):
    setattr(
        DialogueForm,
        f"step_{_number}_title",
        Line(_l("Schritt %(number)s", number=_number + 1), [Optional(), Kept(STEP["title"])]),
    )
    setattr(
        DialogueForm,
        f"step_{_number}_when",
        Line(_l("Wann (Schritt %(number)s)", number=_number + 1), [Kept(STEP["when"])]),
    )


def _of_period(dialogue: Dialogue) -> dict[str, Any]:
    zone = dialogue.time_zone
    opens_day, opens_time = apart(dialogue.opens_at, zone)
    closes_day, closes_time = apart(dialogue.closes_at, zone, end=True)
    return {
        "opens_day": opens_day,
        "opens_time": opens_time,
        "closes_day": closes_day,
        "closes_time": closes_time,
    }


def _of_steps(dialogue: Dialogue) -> dict[str, str]:
    return {
        f"step_{number}_{part}": step[part]
        for number, step in enumerate(dialogue.steps[:MAX_STEPS])
        for part in ("title", "when")
    }


def _people(moderators: Sequence[Person], kept: int | None) -> list[tuple[int, str]]:
    choices = [(0, gettext("– noch niemand –"))]
    choices += [(person.id, person.name or person.address or "") for person in moderators]
    if kept and kept not in {number for number, _ in choices}:
        choices.append((kept, gettext("jemand ohne die Rolle Moderation")))
    return choices
