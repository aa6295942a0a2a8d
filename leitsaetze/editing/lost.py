"""Words typed about something that is gone: a colleague published or deleted it meanwhile."""

from flask import abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import HiddenField

from leitsaetze.drafts.keeping import Typing
from leitsaetze.editing import queries
from leitsaetze.editing.principle_forms import DraftForm, FieldForm
from leitsaetze.editing.rules import place_of
from leitsaetze.extensions import db
from leitsaetze.principles.models import Dialogue
from leitsaetze.web.forms import Form, Unseen

GONE = 410


class LostDraft(Form):
    """The words of a draft, to be read only."""

    statement = DraftForm.statement
    explanation = DraftForm.explanation
    plain_text = DraftForm.plain_text
    change_note = DraftForm.change_note
    comments = DraftForm.comments
    place = Unseen()


class LostField(Form):
    """The words of a field of action, to be read only."""

    title = FieldForm.title
    goal = FieldForm.goal
    introduction = FieldForm.introduction
    place = Unseen()


def lost(about: str, kind: type[LostDraft] | type[LostField], heading: str) -> ResponseReturnValue:
    """Give the words back that were sent, or kept, about a thing that is gone; 404 without any.

    Nothing is changed by it. The script that keeps what is typed is told in its own way.
    """
    if request.accept_mimetypes.best == "application/json":
        told = gettext("%(gone)s. Mit „Speichern“ bekommen Sie Ihren Text zurück.", gone=heading)
        return jsonify(status=told, notices=[]), GONE
    form = kind(**Typing(about).restored())
    words = [field for field in form if field.data and not isinstance(field, HiddenField)]
    if not words:
        abort(404)
    dialogue_id, number = place_of(form.place.data)
    return render_template(
        "editing/lost.html",
        heading=heading,
        words=words,
        dialogue=db.session.get(Dialogue, dialogue_id),
        principle=db.session.scalar(queries.principle_at(dialogue_id, number)),
    ), GONE
