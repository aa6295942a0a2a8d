"""The form by which a page asks for hints on a text while somebody writes it."""

from flask_babel import lazy_gettext as _l

from leitsaetze.editing.form_fields import Kept
from leitsaetze.editing.rules import WORDS
from leitsaetze.web.forms import Form, Words

LOOK = "hinweise"  # the value of the button that asks for them without script


class HintForm(Form):
    """A text in Einfacher Sprache as it stands in the field now; nothing of it is kept."""

    plain_text = Words(_l("In Einfacher Sprache"), [Kept(WORDS["plain_text"])])

    # Asked after each pause in writing, and an office is one network.
    preview_limits = "120 per minute; 2000 per hour"
    writes = False
