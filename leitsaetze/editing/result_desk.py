"""Where editors take a result of an event into a draft."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import DataRequired

from leitsaetze.accounts.access import signed_in
from leitsaetze.editing.result_drafts import take_into_draft
from leitsaetze.errors import RuleViolation
from leitsaetze.events import minutes_queries, planned
from leitsaetze.events.desk_words import name_of, numbered
from leitsaetze.events.minutes_models import EventResult
from leitsaetze.events.models import Event
from leitsaetze.extensions import db
from leitsaetze.principles.models import FieldOfAction, Principle
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form
from leitsaetze.web.languages import lang_of_contents

bp = Blueprint("desk_results", __name__, url_prefix="/redaktion/veranstaltungen")


class ResultDraftForm(Form):
    """Into which draft a result goes."""

    target = SelectField(
        _l("Wohin gehört das Ergebnis?"),
        default="",
        validators=[DataRequired(_l("Bitte wählen Sie einen Leitsatz oder ein Handlungsfeld."))],
        validate_choice=False,
    )

    def __init__(self, things: Sequence[Principle | FieldOfAction]) -> None:
        super().__init__()
        self.things = {f"{type(it).__name__} {it.id}": it for it in things}
        self.target.choices = [
            ("", gettext("– bitte wählen –")),
            *((key, _told(thing), lang_of_contents()) for key, thing in self.things.items()),
        ]
        if self.target.data not in self.things:
            self.target.data = ""

    @property
    def chosen(self) -> Principle | FieldOfAction:
        """The principle whose next revision it is, or the field of a new one."""
        if self.target.data not in self.things:
            raise RuleViolation("Bitte wählen Sie einen Leitsatz oder ein Handlungsfeld.")
        return self.things[self.target.data]


@bp.route("/<int:event_id>/protokoll/ergebnisse/<int:number>/entwurf", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def draft(event_id: int, number: int) -> ResponseReturnValue:
    """Ask into which draft a result shall go; begin it there and show the draft."""
    result = db.session.scalar(minutes_queries.result_of(event_id, number)) or abort(404)
    words = db.session.scalar(minutes_queries.words_of_result(result.id)) or abort(404)
    form = ResultDraftForm(_things(result.event))
    if form.validate_on_submit():
        with form.refusals():
            address = once(form.submission_key.data, lambda: _take(result, form))
            db.session.commit()
            return redirect(address, 303)
    page: dict[str, Any] = {"result": result, "event": result.event, "words": words}
    return render_template("events/desk/result_draft.html", **page, form=form), form.status


def _things(event: Event) -> list[Principle | FieldOfAction]:
    here = {it.id for it in event.dialogues}
    found = [
        *db.session.scalars(planned.principles_to_choose()),
        *db.session.scalars(planned.fields_to_choose()),
    ]
    return [it for it in found if it.dialogue_id in here and it.withdrawn_at is None]


def _take(result: EventResult, form: ResultDraftForm) -> str:
    made = take_into_draft(result, form.chosen, by=signed_in())
    return url_for("desk_principles.draft", draft_id=made.id)


def _told(thing: Principle | FieldOfAction) -> str:
    if isinstance(thing, Principle):
        words = numbered(thing)
        return str(gettext("Nächste Fassung von Leitsatz %(words)s", words=words))
    return str(gettext("Neuer Leitsatz in „%(title)s“", title=name_of(thing)))
