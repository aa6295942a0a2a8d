"""Forms of signing in and out, and of choosing a password."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    PasswordField,
    RadioField,
    StringField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, Email, EqualTo, Length, Regexp

from leitsaetze.accounts import carrying, passwords
from leitsaetze.accounts.credentials import WRONG, Proof
from leitsaetze.accounts.password_rules import LONGEST, check_password
from leitsaetze.accounts.rules import TRIES_PER_ACCOUNT, own_path
from leitsaetze.errors import RuleViolation
from leitsaetze.language import NAMES, translatable
from leitsaetze.network import client_network
from leitsaetze.site.actions import keyed_digest
from leitsaetze.web.forms import Form, Line, Unseen, stripped

ADDRESS = _l("Bitte geben Sie die Adresse vollständig an, zum Beispiel name@beispiel.de.")
TOO_MANY_TRIES = _l(
    "Das waren zu viele Versuche. Bitte warten Sie etwas, oder lassen Sie sich einen Link für ein "
    "neues Passwort schicken."
)
TOO_MANY_CHANGES = translatable(
    "Das waren zu viele Versuche. Bitte warten Sie etwas, bevor Sie es noch einmal versuchen."
)


def path(value: str | None) -> str:
    """Filter of addresses to go on to: only those of this site."""
    return own_path(value or "")


class SignInForm(Form):
    """Staff sign in with a password; `carried` is what they had typed when the session ended."""

    address = StringField(
        _l("E-Mail-Adresse"),
        filters=[stripped],
        validators=[DataRequired(_l("Bitte geben Sie Ihre E-Mail-Adresse an.")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "username"},
    )
    password = PasswordField(
        _l("Passwort"),
        validators=[DataRequired(_l("Bitte geben Sie Ihr Passwort ein.")), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    target = HiddenField(name="weiter", filters=[path])
    carried = HiddenField(filters=[stripped])

    limits = "30 per minute; 300 per hour"
    largest = 2_000_000  # 200 kB of any signs, written as JSON in a form's encoding
    proof: Proof

    def __init__(self, prove: Callable[[str, str], Proof | None], **given: Any) -> None:
        super().__init__(**given)
        self._prove = prove

    def validate_carried(self, field: HiddenField) -> None:
        """Take only what the sign-in page handed out."""
        try:
            carrying.unpack(field.data or "[]")
        except ValueError:
            field.data = ""
            raise ValidationError(
                gettext(
                    "Ihre Eingaben ließen sich nicht mitnehmen. Bitte geben Sie sie nach dem "
                    "Anmelden noch einmal ein."
                )
            ) from None

    def prepare(self) -> bool:
        """Check the password, as long as there were not too many tries from this network."""
        address, password = self.address.data or "", self.password.data or ""
        who = keyed_digest(address.lower(), "tries"), client_network()
        if not self.within(TRIES_PER_ACCOUNT, *who, message=str(TOO_MANY_TRIES)):
            return False
        proof = self._prove(address, password)
        if proof is None:
            self.refuse(gettext(WRONG), 422)
            return False
        self.forget(TRIES_PER_ACCOUNT, *who)
        self.proof = proof
        return True


class LinkForm(Form):
    """Ask for a letter with a link."""

    address = StringField(
        _l("E-Mail-Adresse"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Bitte geben Sie Ihre E-Mail-Adresse an.")),
            Length(max=254, message=ADDRESS),
            Email(ADDRESS, allow_smtputf8=False),
        ],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email"},
    )

    limits = "20 per 10 minutes; 100 per day"


class SignInLinkForm(LinkForm):
    """A citizen asks for the link that signs in."""


class ForgottenForm(LinkForm):
    """A member of staff asks for the link that leads to a new password."""


def new_password() -> PasswordField:
    """Return the field of a new password."""
    return PasswordField(
        _l("Neues Passwort"),
        description=_l(
            "Mindestens 12 Zeichen. Gut sind mehrere Wörter, die nichts miteinander zu tun haben, "
            "oder was Ihr Passwortspeicher vorschlägt."
        ),
        validators=[DataRequired(_l("Bitte geben Sie ein Passwort ein."))],
        render_kw={"autocomplete": "new-password"},
    )


def repeated_password() -> PasswordField:
    """Return the field that repeats it."""
    return PasswordField(
        _l("Passwort wiederholen"),
        validators=[EqualTo("password", _l("Die beiden Eingaben stimmen nicht überein."))],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(Form):
    """Choose a password; `kept` is its hash once the form was accepted."""

    password = new_password()
    password_again = repeated_password()

    limits = "10 per minute; 60 per hour"
    kept: str

    def __init__(self, near: Iterable[str]) -> None:
        super().__init__()
        self._near = near

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what guessers try first."""
        try:
            check_password(field.data or "", near=self._near)
        except RuleViolation as violation:
            raise ValidationError(gettext(violation.msgid, **violation.values)) from None

    def prepare(self) -> bool:
        """Hash the password."""
        self.kept = passwords.hashed(self.password.data or "")
        return True


class OwnPasswordForm(PasswordForm):
    """Change one's password, which asks for the present one; `proof` is that it was right."""

    present = PasswordField(
        _l("Ihr jetziges Passwort"),
        validators=[
            DataRequired(_l("Bitte geben Sie Ihr jetziges Passwort ein.")),
            Length(max=LONGEST),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password()
    password_again = repeated_password()
    proof: Proof

    def __init__(
        self, address: str, near: Iterable[str], prove: Callable[[str, str], Proof | None]
    ) -> None:
        super().__init__(near)
        self._address = address
        self._prove = prove

    def prepare(self) -> bool:
        """Check the present password, as long as there were not too many tries, hash the new."""
        who = keyed_digest(self._address, "tries"), client_network()
        if not self.within(TRIES_PER_ACCOUNT, *who, message=gettext(TOO_MANY_CHANGES)):
            return False
        proof = self._prove(self._address, self.present.data or "")
        if proof is None:
            self.present.errors = [gettext("Das ist nicht Ihr jetziges Passwort.")]
            self.status = 422
            return False
        self.forget(TRIES_PER_ACCOUNT, *who)
        self.proof = proof
        return super().prepare()


class LanguageForm(Form):
    """In which language letters come."""

    locale = RadioField(
        _l("Sprache unserer E-Mails"),
        choices=dict(NAMES),
        validators=[AnyOf(NAMES, _l("Bitte wählen Sie eine der Sprachen."))],
        validate_choice=False,
    )


class ShortcutsForm(Form):
    """Let single keys do something at the moderators' desk or nothing; each is a button."""

    ON, OFF = "an", "aus"

    choice = Line(name="tasten", validators=[AnyOf([ON, OFF])])
    target = Line(name="weiter")


class SessionsForm(Form):
    """End one session ("12"), all others or all; each a button."""

    OTHERS, ALL = "andere", "alle"

    choice = Unseen(name="sitzung", validators=[Regexp(r"(andere|alle|[1-9][0-9]{0,8})\Z")])

    @property
    def number(self) -> int | None:
        """The one session to end, or None when it is several."""
        return int(self.choice.data) if self.choice.data.isdigit() else None


class ButtonForm(Form):
    """One button."""
