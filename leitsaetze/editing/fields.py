"""Fields of action on the editors' desk."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.drafts.actions import drop, refuse_while_others_write
from leitsaetze.drafts.keeping import Typing
from leitsaetze.editing import queries
from leitsaetze.editing.desk import (
    carried_out,
    desk_of,
    dialogue_at,
    pressed,
    typing_on,
    withdrawn,
)
from leitsaetze.editing.forms import ButtonForm
from leitsaetze.editing.lost import LostField, lost
from leitsaetze.editing.principle_forms import FieldForm
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles import publication
from leitsaetze.principles.actions import prepare_field, save_field
from leitsaetze.principles.models import FieldOfAction
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("desk_fields", __name__, url_prefix="/redaktion")


@bp.route("/dialoge/<slug>/handlungsfelder/neu", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def new(slug: str) -> ResponseReturnValue:
    """Add a field of action that nobody but editors sees."""
    dialogue = dialogue_at(slug)
    typing = Typing(f"dialogue:{dialogue.id}:new-field")
    form = FieldForm(**typing.restored())

    def deed() -> str:
        field = prepare_field(dialogue, by=signed_in(), **form.facts)
        return desk_of(dialogue, _anchor(field))

    if (answer := carried_out(form, typing, deed)) is not None:
        return answer
    page = {"dialogue": dialogue, "field": None, "form": form, "typing": typing}
    return render_template("editing/field.html", **page), form.status


@bp.route("/handlungsfelder/<int:field_id>/", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def edit(field_id: int) -> ResponseReturnValue:
    """Change the words of a field of action."""
    field = db.session.get(FieldOfAction, field_id)
    if field is None:
        gone = gettext("Dieses Handlungsfeld gibt es nicht mehr")
        return lost(f"field:{field_id}", LostField, gone)
    typing = typing_on(f"field:{field.id}", field)
    form = FieldForm(field, **typing.restored())

    def deed() -> str:
        save_field(field, seen=form.expected, by=signed_in(), **form.facts)
        return _back(field)

    if (answer := carried_out(form, typing, deed)) is not None:
        return answer
    page = {"dialogue": field.dialogue, "field": field, "form": form, "typing": typing}
    return render_template("editing/field.html", **page, button=ButtonForm()), form.status


@bp.post("/handlungsfelder/<int:field_id>/<any(hoch, runter):way>")
@open_to(Audience.EDITOR)
def shift(field_id: int, way: str) -> ResponseReturnValue:
    """Let a field change places with its neighbour."""
    field = db.get_or_404(FieldOfAction, field_id)

    def deed() -> str:
        publication.shift(field, up=way == "hoch", by=signed_in())
        return _back(field)

    return pressed(deed)


@bp.post("/handlungsfelder/<int:field_id>/veroeffentlichen")
@open_to(Audience.EDITOR)
def publish(field_id: int) -> ResponseReturnValue:
    """Let everybody see a field in a published dialogue."""
    field = db.get_or_404(FieldOfAction, field_id)

    def deed() -> str:
        if field.dialogue.published_at is None:
            raise RuleViolation("Das Handlungsfeld wird zusammen mit dem Dialog veröffentlicht.")
        publication.publish(field, by=signed_in())
        return _back(field)

    return pressed(deed, gettext("Das Handlungsfeld ist veröffentlicht."))


@bp.route("/handlungsfelder/<int:field_id>/zurueckziehen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def withdraw(field_id: int) -> ResponseReturnValue:
    """Withdraw a field with a reason, or take that back."""
    field = db.get_or_404(FieldOfAction, field_id)
    return withdrawn(
        field,
        _back(field),
        lambda note: publication.withdraw(field, note=note, by=signed_in()),
        lambda: publication.reinstate(field, by=signed_in()),
        dialogue=field.dialogue,
        name=field.title,
        kind=gettext("Handlungsfeld"),
    )


@bp.post("/handlungsfelder/<int:field_id>/loeschen")
@open_to(Audience.EDITOR)
def remove(field_id: int) -> ResponseReturnValue:
    """Remove a field nobody saw and in which nothing stands."""
    field = db.get_or_404(FieldOfAction, field_id)

    def deed() -> str:
        if db.session.scalar(queries.holds_drafts(field.id)):
            raise RuleViolation("In diesem Handlungsfeld stehen noch Leitsätze.")
        target = desk_of(field.dialogue)
        refuse_while_others_write(f"field:{field.id}", by=signed_in())
        drop(f"field:{field.id}", by=signed_in())
        publication.remove_field(field, by=signed_in())
        return target

    return pressed(deed, gettext("Das Handlungsfeld ist gelöscht."))


def _anchor(field: FieldOfAction) -> str:
    return f"feld-{field.id}"


def _back(field: FieldOfAction) -> str:
    return url_for("editing.dialogue", slug=field.dialogue.slug, _anchor=_anchor(field))
