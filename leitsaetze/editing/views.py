"""The editors' desk in the browser: all dialogues, one dialogue, its facts."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from leitsaetze.accounts.access import signed_in
from leitsaetze.accounts.queries import able_moderators
from leitsaetze.clock import now
from leitsaetze.drafts.keeping import Typing
from leitsaetze.editing import queries
from leitsaetze.editing.actions import begin_draft
from leitsaetze.editing.desk import (
    carried_out,
    desk_of,
    dialogue_at,
    parts_of,
    pressed,
    readiness,
    typing_on,
)
from leitsaetze.editing.dialogue_forms import DialogueForm, NewDialogueForm
from leitsaetze.editing.easy_desk import EasyDesk
from leitsaetze.editing.forms import ButtonForm
from leitsaetze.editing.numbering import renumber
from leitsaetze.editing.rules import free_number
from leitsaetze.extensions import db
from leitsaetze.principles.actions import found_dialogue, save_dialogue
from leitsaetze.principles.models import Dialogue, FieldOfAction
from leitsaetze.site.actions import all_settings
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("editing", __name__, url_prefix="/redaktion")


@bp.get("/")
@open_to(Audience.EDITOR)
def index() -> ResponseReturnValue:
    """Show all dialogues and how they stand."""
    rows = db.session.execute(queries.dialogues()).all()
    return render_template("editing/index.html", rows=rows, at=now())


@bp.route("/dialoge/neu", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def new_dialogue() -> ResponseReturnValue:
    """Begin a dialogue that nobody but editors sees."""
    typing = Typing("dialogue:new")
    form = NewDialogueForm(contact_email=all_settings()["county_email"], **typing.restored())
    if (answer := carried_out(form, typing, lambda: _found(form))) is not None:
        return answer
    return render_template("editing/new_dialogue.html", form=form, typing=typing), form.status


@bp.get("/dialoge/<slug>/")
@open_to(Audience.EDITOR)
def dialogue(slug: str) -> ResponseReturnValue:
    """Show everything in a dialogue, in order, with its state."""
    found = dialogue_at(slug)
    ready = {} if found.published_at else readiness(found)
    page = {"dialogue": found, "parts": parts_of(found), "at": now(), "form": ButtonForm()}
    return render_template("editing/dialogue.html", **page, **ready, easy=EasyDesk(found))


@bp.route("/dialoge/<slug>/bearbeiten", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def edit_dialogue(slug: str) -> ResponseReturnValue:
    """Change everything about a dialogue but its principles."""
    found = dialogue_at(slug)
    typing = typing_on(f"dialogue:{found.id}", found)
    moderators = db.session.scalars(able_moderators()).all()
    form = DialogueForm(found, moderators, **typing.restored())
    if (answer := carried_out(form, typing, lambda: _save(found, form))) is not None:
        return answer
    page = {"dialogue": found, "form": form, "typing": typing}
    return render_template("editing/edit_dialogue.html", **page), form.status


@bp.post("/handlungsfelder/<int:field_id>/leitsaetze")
@open_to(Audience.EDITOR)
def new_principle(field_id: int) -> ResponseReturnValue:
    """Begin a principle with the next free number."""
    return pressed(lambda: _begin(db.get_or_404(FieldOfAction, field_id)))


@bp.post("/dialoge/<slug>/nummern")
@open_to(Audience.EDITOR)
def number_anew(slug: str) -> ResponseReturnValue:
    """Number the drafts of a dialogue in the order in which they stand."""
    return pressed(lambda: _number_anew(dialogue_at(slug)))


def _found(form: NewDialogueForm) -> str:
    new = found_dialogue(form.address, by=signed_in(), published=False, **form.facts)
    return desk_of(new)


def _save(found: Dialogue, form: DialogueForm) -> str:
    slug = form.address if "slug" in form else found.slug
    save_dialogue(found, seen=form.expected, slug=slug, by=signed_in(), **form.facts)
    return desk_of(found)


def _begin(field: FieldOfAction) -> str:
    taken = list(db.session.scalars(queries.numbers_taken(field.dialogue_id)))
    number = free_number(taken, after=max(taken, default=0))
    draft = begin_draft(field, number=number, by=signed_in())
    return url_for("desk_principles.draft", draft_id=draft.id)


def _number_anew(found: Dialogue) -> str:
    renumber(found, by=signed_in())
    return desk_of(found)
