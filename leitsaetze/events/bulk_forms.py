"""Forms of the editors' desk that write to many guests at once."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from leitsaetze.events import checks
from leitsaetze.events.desk_fields import obeying
from leitsaetze.events.models import Event
from leitsaetze.language import translatable
from leitsaetze.web.forms import Form, Words

PROPOSAL = translatable(
    "vielen Dank für Ihren Kommentar. Über das, was Sie geschrieben haben, möchten wir gern mit "
    "Ihnen ins Gespräch kommen."
)


class InviteManyForm(Form):
    """The words that stand above the facts of the event in each invitation."""

    words = Words(
        _l("Ihre Worte in der Einladung"),
        description=_l(
            "Sie stehen nach „Guten Tag,“ und vor Titel, Zeit und Ort, für alle gleich. "
            "Nennen Sie niemanden beim Namen."
        ),
        validators=[obeying(checks.INVITATION_WORDS)],
    )

    def __init__(self, event: Event, **given: Any) -> None:
        super().__init__(words=gettext(PROPOSAL), **given)
        self.seen.data = self.seen.data or str(event.sequence)


class RemindForm(Form):
    """One button: remind those who have not answered."""
