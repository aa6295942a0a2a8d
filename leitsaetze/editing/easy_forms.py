"""The form of a dialogue's text in Leichte Sprache."""

from datetime import date
from typing import Any, TypedDict

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional

from leitsaetze.clock import today
from leitsaetze.editing.form_fields import Day, Kept
from leitsaetze.editing.forms import DeskForm, Side
from leitsaetze.principles.easy_models import EasyText
from leitsaetze.principles.easy_rules import EASY_TEXT, check_missing
from leitsaetze.web.forms import Line, Words

TEXTS = ("source", "checked_by", "checked_on")


class EasyFacts(TypedDict):
    """What was typed of a text and of its check."""

    source: str
    checked_by: str
    checked_on: date | None


class EasyTextForm(DeskForm):
    """The words, who checked them and when; the tick is about these words and is never kept."""

    source = Words(
        _l("Text in Leichter Sprache"),
        [Kept(EASY_TEXT["source"])],
        description=_l(
            "Kurze Sätze, jeder in einer eigenen Zeile. Lange Wörter mit Bindestrich. "
            "Zwischen-Überschriften mit ##. Ein leeres Feld nimmt den Text von der Seite."
        ),
    )
    checked_by = Line(
        _l("Geprüft von"),
        [Kept(EASY_TEXT["checked_by"])],
        description=_l(
            "Die Prüfgruppe oder das Büro, zum Beispiel „Prüfgruppe der Werkstatt Musterstadt“. "
            "Steht öffentlich beim Text. Namen einzelner Menschen nur, wenn sie einverstanden sind."
        ),
    )
    checked_on = Day(_l("Geprüft am"), [Optional()])
    confirmed = BooleanField(_l("Die Prüfgruppe hat genau diesen Text gelesen und freigegeben."))

    looks_only = False

    def __init__(
        self, zone: str, newest: EasyText | None, shown: EasyText | None, **given: Any
    ) -> None:
        """`newest` is the version that is replaced, `shown` the one whose words one goes on from.

        Of another than the newest version only the words are taken over.
        """
        saved = {name: getattr(newest, name) for name in TEXTS} if newest is not None else {}
        if shown is not newest and shown is not None:
            saved = {"source": shown.source}
        super().__init__(newest.version if newest is not None else 0, data=saved, **given)
        self.zone = zone
        if not self.is_submitted():
            self.confirmed.data = False

    def check(self) -> bool:
        """Check the words for a preview, which nobody needs to have checked yet."""
        self.looks_only = True
        return super().check()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that a check is told as a whole and of these words."""
        valid = super().validate(extra_validators)
        if self.looks_only or not self.source.data or self.checked_on.errors:
            return valid
        facts = check_missing(
            self.checked_by.data,
            self.checked_on.data,
            confirmed=bool(self.confirmed.data),
            today=today(self.zone),
        )
        for name, sentence in facts:
            self.misfit(self[name], gettext(sentence))
        return valid and not facts

    @property
    def sides(self) -> list[Side]:
        """Where two people differ; the tick is nobody's words."""
        tick = str(self.confirmed.label.text)
        return [side for side in super().sides if side.label != tick]

    @property
    def facts(self) -> EasyFacts:
        """What was typed."""
        return {
            "source": self.source.data,
            "checked_by": self.checked_by.data,
            "checked_on": self.checked_on.data,
        }
