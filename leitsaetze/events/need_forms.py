"""What forms ask about needs: which are offered, what somebody needs, and their consent."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from leitsaetze.events.desk_fields import Boxes, obeying
from leitsaetze.events.forms import AnswerForm
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.need_rules import NAMES, OTHER_WORDS, Need, Stated, read_needs
from leitsaetze.events.registering import Wish
from leitsaetze.events.seat_forms import CallerForm, RegisterForm
from leitsaetze.language import translatable
from leitsaetze.site.informed import InformedForm
from leitsaetze.site.wording import Notice, notice_for
from leitsaetze.web.forms import Form, Line
from leitsaetze.web.languages import language

AGREE = translatable(
    "Ohne diese Einwilligung dürfen wir nicht speichern, was Sie brauchen. Bitte kreuzen Sie sie "
    "an, oder lassen Sie die Angaben weg."
)
WITHDRAW = "widerrufen"
ASK = translatable("Bitte lesen Sie den Wortlaut vor und fragen Sie, ob die Person zustimmt.")


class NeedBoxes(Boxes):
    """Needs, each with a box to tick; what is none of them counts as not ticked."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, coerce=str, **more)

    def offer(self, needs: Iterable[Need]) -> None:
        """Offer these needs and no others."""
        offered = self.offered = set(needs)
        self.choices = [(it.value, gettext(NAMES[it])) for it in Need if it in offered]

    @property
    def ticked(self) -> tuple[Need, ...]:
        """The needs that are ticked."""
        return read_needs(self.offered & set(self.data or ()))


class WithdrawForm(Form):
    """The button that takes the consent back."""


class OfferForm(Form):
    """Which needs people may state when they register."""

    needs = NeedBoxes(
        _l("Was Sie bei dieser Veranstaltung möglich machen können"),
        description=_l("Nur danach fragt das Formular, immer freiwillig."),
    )

    def __init__(self, offered: Sequence[Need]) -> None:
        super().__init__(data={"needs": [it.value for it in offered]})
        self.needs.offer(Need)


class WithNeeds(Form):
    """A form that asks what somebody needs, and for the consent to keep it."""

    needs = NeedBoxes(
        _l("Das brauche ich, um dabei zu sein"),
        description=_l("Freiwillig, auch ohne Angabe sind Sie angemeldet."),
    )
    need_words = Line(
        _l("Was Sie sonst noch brauchen"),
        description=_l("In wenigen Worten; eine Diagnose brauchen wir nicht."),
        validators=[obeying(OTHER_WORDS)],
    )
    needs_agreed = BooleanField("")

    consent: Notice
    must_agree = AGREE

    def ask_for(self, offered: Sequence[Need], consent: Notice) -> None:
        """Ask for these needs, in the words of the consent that holds now."""
        self.consent = consent
        self.needs.offer(offered)
        if Need.OTHER not in offered:
            del self.need_words

    @property
    def other(self) -> str:
        """What somebody wrote beside the boxes."""
        return self.need_words.data if self.need_words is not None else ""

    @property
    def chosen(self) -> tuple[Need, ...]:
        """The needs; who writes something needs something else, too."""
        return read_needs({*self.needs.ticked, *([Need.OTHER] if self.other else [])})

    @property
    def stated(self) -> Stated | None:
        """What somebody needs and agreed to, if anything."""
        if not self.chosen:
            return None
        consent = self.consent
        return Stated(self.chosen, self.other, consent.consent, consent.wording, language())

    def validate_need_words(self, field: Line) -> None:
        """Ask for words where the box beside them is ticked."""
        if Need.OTHER in self.needs.ticked and not field.data:
            raise ValidationError(gettext("Bitte schreiben Sie, was Sie sonst noch brauchen."))

    def validate_needs_agreed(self, field: BooleanField) -> None:
        """Keep nothing without consent."""
        if self.chosen and not field.data:
            raise ValidationError(gettext(self.must_agree))


class WithNeedsOfOnesOwn(WithNeeds, InformedForm):
    """Such a form for those who need it themselves, which keeps what they had read."""

    def ask_for(self, offered: Sequence[Need], consent: Notice) -> None:
        """Let the very words of the consent stand beside the box."""
        super().ask_for(offered, consent)
        self.needs_agreed.label.text = consent.consent

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; a tick beside words that hold no longer is none beside the new ones."""
        valid = super().validate(extra_validators)
        if not self.was_shown(self.consent):
            self.needs_agreed.data = False
        return valid


class RegisterWithNeedsForm(WithNeedsOfOnesOwn, RegisterForm):
    """Registering for an event that offers something to those with needs."""

    asks_for = ("registration", "needs")

    def __init__(self, offered: Sequence[Need], *, known: bool) -> None:
        super().__init__(known=known)
        self.ask_for(offered, self.notices[1])

    @property
    def wish(self) -> Wish:
        """What is wished for, with the needs."""
        return replace(super().wish, needs=self.stated)


class AnswerWithNeedsForm(WithNeedsOfOnesOwn, AnswerForm):
    """An invited guest answers, and says with a yes what they need."""

    asks_for = ("invitations", "needs")

    def __init__(self, invitation: Invitation, offered: Sequence[Need]) -> None:
        super().__init__(invitation)
        self.ask_for(offered, self.notices[1])

    @property
    def deed_key(self) -> str:
        """What makes this answer count once; other needs from the same form count anew."""
        source = f"{super().deed_key}\0{self.stated}"
        return hashlib.sha256(source.encode()).hexdigest()


class CallerWithNeedsForm(WithNeeds, CallerForm):
    """A caller registers for such an event; staff read the words of the consent aloud."""

    must_agree = ASK

    def __init__(self, offered: Sequence[Need]) -> None:
        super().__init__()
        self.ask_for(offered, notice_for("needs"))
        self.needs.label.text = gettext("Das braucht die Person, um dabei zu sein")
        self.needs.description = gettext(
            "Nur wenn sie es von sich aus sagt oder gern gefragt wird."
        )
        if self.need_words is not None:
            self.need_words.label.text = gettext("Was sie sonst noch braucht")
            self.need_words.description = gettext("In ihren Worten, ohne Diagnose.")
        self.needs_agreed.label.text = gettext("Die Person hat diesem Wortlaut zugestimmt")

    @property
    def wish(self) -> Wish:
        """What the caller wishes for, with the needs."""
        return replace(super().wish, needs=self.stated)
