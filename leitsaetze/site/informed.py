"""The base of forms that keep with what they take which words about it their sender had read."""

from typing import Any, ClassVar

from flask_babel import gettext

from leitsaetze.language import translatable
from leitsaetze.site.wording import Notice, notices_for
from leitsaetze.web.forms import Form, Unseen

RENEWED = translatable(
    "Der Datenschutzhinweis hat sich geändert, während Sie geschrieben haben. Bitte lesen Sie "
    "unten die neue Fassung und senden Sie dann noch einmal ab. Ihr Text ist noch da."
)


class InformedForm(Form):
    """A form that asks for personal data; `asks_for` names the processings, its own first.

    It carries the versions of the words it was shown with. When newer ones hold, they are shown
    and the form has to be sent again: nobody is taken to have read or agreed to other words.
    """

    notice_seen = Unseen()

    asks_for: ClassVar[tuple[str, ...]]

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.notices: list[Notice] = notices_for(*self.asks_for)
        self._shown = self.notice_seen.data.split(".")
        self._in_force = [str(self.notice.version), *(str(n.wording) for n in self.notices)]
        self.notice_seen.data = ".".join(self._in_force)

    @property
    def notice(self) -> Notice:
        """What the form says about its data."""
        return self.notices[0]

    def was_shown(self, notice: Notice) -> bool:
        """Tell whether the form was sent from a page with this version of these words."""
        place = self.notices.index(notice) + 1
        return self._shown[place : place + 1] == [str(notice.wording)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that what was read is what holds."""
        valid = super().validate(extra_validators)
        if self._shown != self._in_force:
            self.refuse(gettext(RENEWED), 409)
            return False
        return valid
