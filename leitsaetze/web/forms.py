"""The one base of all forms: reads input, keeps what was typed, says no in the form itself."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.i18n import get_translations
from wtforms.widgets import FileInput

from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.language import translatable
from leitsaetze.network import client_network
from leitsaetze.text import has_control_characters, normalised, one_line, says_nothing
from leitsaetze.web import limiting
from leitsaetze.web.languages import language

RESUME = "resume"  # present when a form comes back after signing in again: show it, do nothing
TOO_LARGE = 200_000


def stripped(value: str | None) -> str:
    """Filter of every free-text field: a missing one arrives as None, one nobody sees is empty."""
    return "" if says_nothing(value or "") else normalised(value or "")


def line(value: str | None) -> str:
    """Filter of every field of one line, whatever was pasted into it."""
    return one_line(stripped(value))


def key(value: str | None) -> str:
    """Filter of the submission key: one that no form of ours handed out is replaced."""
    return value if value and re.fullmatch(r"[\w-]{8,64}", value) else secrets.token_urlsafe(18)


def version_in(typed: str) -> int:
    """Return the number a hidden field carries; 0, which no version is, for anything else."""
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else 0


class Line(StringField):
    """A text of one line, stripped; never None."""

    data: str

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, filters=[line], **more)


class Words(TextAreaField):
    """A text of several lines, stripped; never None."""

    data: str

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, filters=[stripped], **more)


class Unseen(HiddenField):
    """What a form carries without showing it; never None."""

    data: str

    def __init__(self, *, filters: Any = (stripped,), **more: Any) -> None:
        super().__init__("", filters=filters, **more)


class Upload(Field):
    """One file: its content, of which at most a byte more than `most` is read; empty without one.

    Only this field reads files, and it reads nothing else: every other one gets texts.
    """

    widget = FileInput()
    data: bytes

    def __init__(self, label: Any = None, *, most: int, **more: Any) -> None:
        super().__init__(label, **more)
        self.most = most

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the file that was sent, if one was."""
        super().process(None)
        file = request.files.get(self.name) if formdata is not None else None
        self.data = file.read(self.most + 1) if file is not None else b""
        self.only_named = file is None and bool(formdata and formdata.get(self.name))

    def pre_validate(self, form: Any) -> None:
        """Refuse the name of a file without the file."""
        if self.only_named:
            raise ValidationError(gettext(NOT_ARRIVED))


class Form(FlaskForm):  # type: ignore[misc]  # the one place where the untyped base is touched
    """A form of this product.

    `submission_key` makes a repetition harmless; `seen` carries the version the form was made
    from. `limits` bounds how often one network may send it (notation of the limits library),
    `preview_limits` how often it may look at what would become of it.
    After a refusal `status` is the answer's status code and everything typed is still there.
    """

    submission_key = Unseen(filters=[key])
    seen = Unseen()

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as its owner
        """How the input is read: texts only. A file or JSON has values no field expects."""

        def wrap_formdata(self, form: "Form", formdata: Any) -> Any:
            """Return what was sent, or what the caller gives instead of it."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return (request.form or None) if form.is_submitted() else None

        def get_translations(self, form: "Form") -> Any:
            """Return the library's own texts in the present language."""
            return _texts_of_library(language())

    limits = "60 per minute; 600 per hour"
    preview_limits = "60 per minute; 600 per hour"
    largest = TOO_LARGE
    writes = True  # False for a form that only looks something up
    status = 200
    form_errors: list[str]

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Tell whether the form was sent and may be acted on; if so, the writing begins here."""
        if not self.is_submitted() or RESUME in request.form:
            return False
        if not self.validate(extra_validators) or not self.within(self.limits, client_network()):
            return False
        return self.prepare() and (not self.writes or self._begin())

    def prepare(self) -> bool:
        """Do what is costly (Argon2) before the writing begins; False means: refused."""
        return True

    def check(self) -> bool:
        """Check what was typed without acting on it, for a preview."""
        return self.validate() and self.within(self.preview_limits, "preview", client_network())

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; a lost session is an error of the form, not of its author."""
        valid = bool(super().validate(extra_validators))
        if self.meta.csrf and self.csrf_token.errors:
            self.csrf_token.errors = ()
            # Rendering the form again must hand out a token of the present session.
            self.csrf_token.process(None)
            self.refuse(gettext(EXPIRED), 400)
            valid = False
        for field in self:
            if isinstance(field, StringField) and has_control_characters(field.data or ""):
                field.errors = [*field.errors, gettext(CONTROL_CHARACTERS)]
                valid = False
        if (request.content_length or 0) > self.largest:
            self.refuse(gettext("Das ist zu viel auf einmal. Bitte kürzen Sie den Text."), 413)
            valid = False
        if not valid and self.status < 400:  # noqa: PLR2004  the first error code of HTTP
            self.status = 422
        return valid

    @contextmanager
    def refusals(self, at: Field | None = None) -> Iterator[None]:
        """Turn a refusal of the domain or a busy database into an error of this form.

        The domain's stands at the field `at` if there is one.
        """
        try:
            yield
        except RuleViolation as violation:
            db.session.rollback()
            status = 409 if isinstance(violation, Conflict) else 422
            self.refuse(gettext(violation.msgid, **violation.values), status, at)
        except (StaleDataError, ObjectDeletedError):
            db.session.rollback()
            self.refuse(gettext(OVERTAKEN), 409)
        except OperationalError:  # a deadlock and two that exclude each other are such, too
            db.session.rollback()
            self._overloaded()

    def refuse(self, message: str, status: int, at: Field | None = None) -> None:
        """Add an error that belongs to the field `at`, or to no single one."""
        if at is None:
            self.form_errors = [*self.form_errors, message]
        else:
            at.errors = [*at.errors, message]
        self.status = status

    @property
    def problems(self) -> list[tuple[str, str]]:
        """All errors as (id of the field or "", sentence), in the order of the form."""
        listed = [("", message) for message in self.form_errors]
        for field in self:
            listed += [(field.id, str(error)) for error in field.errors]
        return listed

    def within(self, limits: str, *who: str, message: str = "") -> bool:
        """Count one more try of `who` with this form; refuse it when these were too many."""
        if limiting.allow(limits, type(self).__name__, *who):
            return True
        self.refuse(message or gettext(TOO_OFTEN), 429)
        return False

    def forget(self, limits: str, *who: str) -> None:
        """Forget the tries of `who`, who has proven to be right."""
        limiting.forget(limits, type(self).__name__, *who)

    def _begin(self) -> bool:
        try:
            begin_writing()
        except OperationalError:
            self._overloaded()
            return False
        return True

    def _overloaded(self) -> None:
        limiting.retry_after(10)
        self.refuse(gettext(BUSY), 503)


@cache  # the library itself would read them from the disk for each form
def _texts_of_library(locale: str) -> Any:
    return get_translations([locale])


NOT_ARRIVED = translatable("Die Datei ist nicht angekommen. Bitte wählen Sie sie noch einmal aus.")
EXPIRED = translatable(
    "Die Seite war lange geöffnet oder Ihr Browser hat die Sitzung vergessen. "
    "Ihr Text ist noch da – bitte senden Sie ihn noch einmal ab."
)
CONTROL_CHARACTERS = translatable(
    "Der Text enthält unsichtbare Steuerzeichen. Bitte tippen Sie ihn neu ein."
)
OVERTAKEN = translatable(
    "Jemand anderes war im selben Moment schneller. Es wurde nichts gespeichert."
)
TOO_OFTEN = translatable(
    "Von Ihrem Anschluss kam gerade sehr viel auf einmal. "
    "Ihr Text ist noch da – bitte warten Sie etwas und senden Sie ihn dann noch einmal ab."
)
BUSY = translatable(
    "Der Server ist gerade überlastet. Es wurde nichts gespeichert, Ihr Text ist noch da – "
    "bitte senden Sie ihn gleich noch einmal ab."
)
