"""The form of the door: one button beside each entry, a code, somebody who just came."""

from flask_babel import lazy_gettext as _l

from leitsaetze.events.desk_fields import obeying
from leitsaetze.events.door_rules import WALK_IN_NAME
from leitsaetze.web.forms import Form, Line, Unseen


class DoorForm(Form):
    """What is typed and pressed at the door; the list is the same for all of it."""

    choice = Unseen()
    persons = Unseen()
    code = Line(
        _l("Code"),
        description=_l("Steht in der Bestätigung, zum Beispiel K7M-P4R."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    guests = Line(
        _l("Zahl der Personen"),
        default="1",
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    name = Line(
        _l("Name"),
        description=_l("Nur wenn die Person ihn nennen möchte."),
        validators=[obeying(WALK_IN_NAME)],
        render_kw={"autocomplete": "off"},
    )

    limits = "300 per minute; 6000 per hour"
