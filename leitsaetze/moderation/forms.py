"""The one form of the queue: everything that can be done to one comment, in any combination."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import Length, Optional

from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import Reply
from leitsaetze.comments.rules import MAX_TEXT, Verdict, open_verdicts
from leitsaetze.errors import RuleViolation
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.models import Event
from leitsaetze.language import translatable
from leitsaetze.moderation.answer_fields import AnswerChoices, AnswerFields
from leitsaetze.moderation.deeds import STALE, Deed, is_stale
from leitsaetze.moderation.group_fields import GroupChoices, GroupFields
from leitsaetze.moderation.hiding_fields import HidingChoices, HidingFields
from leitsaetze.moderation.models import Claim
from leitsaetze.moderation.rules import GENERAL, MAX_REPLY, MAX_WORDS
from leitsaetze.principles.models import Principle
from leitsaetze.site.models import HouseRule
from leitsaetze.text import Rendered, markdown
from leitsaetze.web.filters import day, isolated_in_text
from leitsaetze.web.forms import Form, Unseen, Words, version_in
from leitsaetze.web.languages import lang_of_contents

VERDICTS = {
    Verdict.PUBLISH: _l("Veröffentlichen"),
    Verdict.HIDE: _l("Ausblenden"),
    Verdict.RESTORE: _l("Wieder zeigen"),
}
TOO_LONG = _l("Bitte höchstens %(max)d Zeichen.")
TAKEN = translatable(
    "%(name)s hat diesen Eintrag inzwischen übernommen. Es wurde nichts gespeichert, Ihr Text ist "
    "noch da. Sprechen Sie sich ab; senden Sie noch einmal ab, gilt Ihre Entscheidung."
)
DROP = "keine"
Thing = TypeVar("Thing", HouseRule, Event, Principle)
Choice = tuple[str, str] | tuple[str, str, dict[str, str]]  # value, words, attributes


@dataclass(frozen=True)
class Choices:
    """What can be chosen for one comment, and which colleague works on it."""

    rules: list[HouseRule]
    principles: list[Principle]
    events: list[Event]
    open_to_invite: list[Event]
    standing: Reply | None = None
    mentioned: Event | None = None
    invitation: Invitation | None = None
    settled: bool = False
    answers_earlier_words: bool = False
    answer: str = ""
    last_report: int = 0
    may_restore: bool = True
    colleague: Claim | None = None
    around: AnswerChoices = field(default_factory=AnswerChoices)
    hiding: HidingChoices = field(default_factory=HidingChoices)
    group: GroupChoices = field(default_factory=GroupChoices)


class DecisionForm(AnswerFields, GroupFields, HidingFields, Form):
    """Publish or hide, answer, show an event, invite, settle, note, move: in any combination."""

    verdict = RadioField(_l("Entscheidung"), validators=[Optional()])
    rule = SelectField(_l("Regel, gegen die der Kommentar verstößt"), default="")
    reason = Words(
        _l("Begründung in eigenen Worten"),
        description=_l("Geht per E-Mail an die Verfasserin oder den Verfasser."),
        validators=[Length(max=MAX_WORDS, message=TOO_LONG)],
    )
    reply = Words(
        _l("Antwort der Moderation"),
        description=_l("Öffentlich. **fett**, _kursiv_, Listen mit -, Adressen werden zu Links."),
        validators=[Length(max=MAX_REPLY, message=TOO_LONG)],
    )
    withdraw_reply = BooleanField(_l("Antwort zurückziehen"))
    event = SelectField(_l("Veranstaltung in der Antwort zeigen"), default="")
    invite_to = SelectField(_l("Persönlich einladen (E-Mail)"), default="")
    invitation_words = Words(
        _l("Persönliche Worte zur Einladung"),
        validators=[Length(max=MAX_WORDS, message=TOO_LONG)],
    )
    uninvite = BooleanField(_l("Einladung zurückziehen"))
    settle = BooleanField(_l("Keine Antwort nötig"))
    unsettle = BooleanField(_l("Doch antworten: wieder auf „Wartet auf Antwort“ setzen"))
    dismiss = BooleanField(_l("Meldung unbegründet: der Kommentar bleibt"))
    dismiss_words = Words(
        _l("Worte an alle, die gemeldet haben"),
        description=_l("Geht per E-Mail an die Meldenden, die eine Adresse angegeben haben."),
        validators=[Length(max=MAX_WORDS, message=TOO_LONG)],
    )
    reports_seen = Unseen()
    note = Words(
        _l("Interne Notiz"),
        description=_l("Nur für die Moderation sichtbar."),
        validators=[Length(max=MAX_TEXT, message=TOO_LONG)],
    )
    reply_was = Unseen()
    held = Unseen()
    move = SelectField(_l("Zu einem anderen Leitsatz verschieben"), default="")

    limits = "120 per minute"
    preview_limits = "600 per minute"  # the script asks after each pause in typing

    def __init__(self, comment: Comment, choices: Choices, **given: Any) -> None:
        super().__init__(reply=choices.answer, **given)
        self.comment = comment
        self.choices = choices
        self.asked = Deed()
        self.offer(choices.around)
        self.offer_hiding(choices.hiding, choices.rules)
        self.offer_group(choices.group)
        if _digest(self.reply.data) == self.reply_was.data:
            self.reply.data = choices.answer  # nobody touched it; a colleague may have meanwhile
        self.reply_was.data = _digest(choices.answer)
        if choices.around.proposal:
            self.reply.label.text = gettext("Vorgeschlagene Antwort ändern")
        elif choices.standing:
            self.reply.label.text = gettext("Antwort berichtigen")
        if choices.answers_earlier_words:
            self.settle.label.text = gettext("Die Antwort passt auch zur neuen Fassung")
        self.rendered: Rendered | None = None
        zone = comment.dialogue.time_zone
        self.verdict.choices = [
            (v.value, VERDICTS[v])
            for v in open_verdicts(comment.status)
            if v is not Verdict.RESTORE or choices.may_restore
        ]
        self.rule.choices = [("", gettext("– bitte wählen –")), *rule_choices(choices.rules)]
        dropping = [(DROP, gettext("keine mehr zeigen"))] if choices.mentioned else []
        unchanged = gettext("unverändert") if choices.mentioned else gettext("keine")
        self.event.choices = [("", unchanged), *dropping, *_dated(choices.events, zone)]
        self.invite_to.choices = [
            ("", gettext("nicht einladen")),
            *_dated(choices.open_to_invite, zone),
        ]
        self.move.choices = _places(comment, choices.principles)

    @property
    def previewing(self) -> bool:
        """Whether the button "Vorschau" was pressed."""
        return request.method == "POST" and request.form.get("tat") == "vorschau"

    @property
    def seen_report(self) -> int:
        """The last report the form was shown with; what came in later nobody has read here."""
        return version_in(self.reports_seen.data)

    @property
    def only_shows(self) -> bool:
        """Whether a button was pressed that carries nothing out."""
        return self.previewing or self.inserting or self.adding

    @property
    def event_meant(self) -> Event | None:
        """The event an answer is about: to be shown, else to be invited to, else shown now."""
        choices = self.choices
        asked = _chosen(choices.events, self.event.data)
        return asked or _chosen(choices.open_to_invite, self.invite_to.data) or choices.mentioned

    def prepare(self) -> bool:
        """Put together what is asked for, while nobody waits for the right to write.

        Whoever lost the entry to a colleague hears of it first and can then decide all the same.
        """
        claim = self.choices.colleague
        if claim is not None and self.held.data != self.holder:
            self.refuse(gettext(TAKEN, name=isolated_in_text(claim.person.name)), 409)
            return False
        self.asked = self.deed()
        return True

    @property
    def holder(self) -> str:
        """The colleague who works on the entry, as the form carries it; empty when nobody does."""
        claim = self.choices.colleague
        return str(claim.person_id) if claim is not None else ""

    def anew(self, choices: Choices) -> "DecisionForm":
        """Return what was typed in a form for what can be chosen now, with the same refusal."""
        form = DecisionForm(self.comment, choices)
        form.renew_group()
        form.form_errors, form.status = self.form_errors, self.status
        return form

    def validate(self, extra_validators: object = None) -> bool:
        """Say first of all when a colleague was faster: then the choices are others, too."""
        if self.is_submitted() and is_stale(self.comment, self.seen.data):
            self.refuse(gettext(STALE), 409)
            return False
        if self.is_submitted() and (changed := self.companions_changed()):
            self.refuse(changed, 409)
            return False
        return super().validate(extra_validators)

    def validate_reply(self, field: Words) -> None:
        """Render the answer before anything is written; nothing of a text block stays open."""
        if field.data != self.choices.answer:
            self.refuse_open_places(field.data)
        try:
            self.rendered = markdown(field.data, reply=True) if field.data else None
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from violation

    def deed(self) -> Deed:
        """Return what the form asks for."""
        choices = self.choices
        return Deed(
            verdict=Verdict(self.verdict.data) if self.verdict.data else None,
            rule=self.rule_asked_for(_chosen(choices.rules, self.rule.data)),
            reason=self.reason.data,
            why_alone=self.why_alone.data,
            reply=self.rendered if self.reply.data != choices.answer else None,
            **self.answer_facts,
            circle=self.circle,
            withdraw_reply=self.withdraw_reply.data,
            event=_chosen(choices.events, self.event.data),
            drop_event=self.event.data == DROP,
            invite_to=_chosen(choices.open_to_invite, self.invite_to.data),
            invitation_words=self.invitation_words.data,
            uninvite=choices.invitation if self.uninvite.data else None,
            settle=self.settle.data,
            unsettle=self.unsettle.data,
            note=self.note.data,
            dismiss=self.seen_report if self.dismiss.data else 0,
            dismiss_words=self.dismiss_words.data,
            moves=bool(self.move.data),
            principle=_chosen(choices.principles, self.move.data),
        )


def rule_choices(rules: list[HouseRule]) -> list[Choice]:
    """Return the rules of the discussion as a form offers them."""
    return [_in_german(rule.id, _named(rule)) for rule in rules]


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _in_german(number: int, words: str) -> Choice:
    """Return a choice that names contents, which are German on every page."""
    return (str(number), words, lang_of_contents())


def _named(rule: HouseRule) -> str:
    name = f"{rule.number}. {rule.title}"
    return gettext("%(rule)s (bitte zu zweit entscheiden)", rule=name) if rule.four_eyes else name


def _dated(events: list[Event], zone: str) -> list[Choice]:
    return [
        _in_german(e.id, f"{day(e.starts_at, e.time_zone or zone)} – {e.title}") for e in events
    ]


def _places(comment: Comment, principles: list[Principle]) -> list[Choice]:
    places: list[Choice] = [("", gettext("nicht verschieben"))]
    if comment.principle_id is not None and comment.parent_id is None:
        places.append((GENERAL, gettext("Allgemeiner Kommentar")))
    for principle in principles if comment.parent_id is None else ():
        if principle.id != comment.principle_id:
            number = gettext("Leitsatz %(number)s", number=principle.number)
            places.append(
                _in_german(principle.id, f"{number}: {principle.revision.statement[:70]}")
            )
    return places


def _chosen(things: list[Thing], value: str) -> Thing | None:
    return next((thing for thing in things if str(thing.id) == value), None)
