"""The desk of text blocks and of the names in which answers are given."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.accounts.models import Person
from leitsaetze.drafts.keeping import Typing
from leitsaetze.extensions import db, rows_of
from leitsaetze.moderation import block_queries, blocks, queries
from leitsaetze.moderation.block_forms import BlockForm, ButtonForm, DepartmentForm
from leitsaetze.moderation.models import Department, TextBlock
from leitsaetze.moderation.placeholders import PLACEHOLDERS
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("blocks", __name__, url_prefix="/moderation/textbausteine")
RETIRE, RETURN = "zuruecklegen", "wieder-anbieten"  # the values of the buttons


@bp.route("/", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def index() -> ResponseReturnValue:
    """List text blocks and names; add a name."""
    form = DepartmentForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _add(form))
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(url_for(".index"), 303)
    page = render_template(
        "moderation/blocks.html",
        blocks=db.session.execute(block_queries.blocks()).all(),
        departments=db.session.scalars(block_queries.departments()).all(),
        form=form,
        button=ButtonForm(formdata=None),
    )
    return page, form.status


@bp.route("/neu", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def new() -> ResponseReturnValue:
    """Write a new text block."""
    return _edited(None, Typing("text_block:new"))


@bp.route("/<int:block_id>", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def block(block_id: int) -> ResponseReturnValue:
    """Change a text block."""
    found = db.get_or_404(TextBlock, block_id)
    author = db.session.get(Person, found.changed_by) if found.changed_by else None
    name = author.name if author else ""
    typing = Typing(f"text_block:{block_id}", found.version, name, found.changed_at)
    return _edited(found, typing)


@bp.post("/<int:block_id>/angebot")
@open_to(Audience.MODERATOR)
def offer(block_id: int) -> ResponseReturnValue:
    """Offer a text block no more, or again."""
    found = db.get_or_404(TextBlock, block_id)
    return _pressed(
        {
            RETIRE: lambda: blocks.retire_block(found, by=signed_in()),
            RETURN: lambda: blocks.return_block(found, by=signed_in()),
        }
    )


@bp.post("/namen/<int:department_id>/angebot")
@open_to(Audience.MODERATOR)
def offer_name(department_id: int) -> ResponseReturnValue:
    """Offer a name no more, or again."""
    found = db.get_or_404(Department, department_id)
    return _pressed(
        {
            RETIRE: lambda: blocks.retire_department(found, by=signed_in()),
            RETURN: lambda: blocks.return_department(found, by=signed_in()),
        }
    )


def _edited(found: TextBlock | None, typing: Typing) -> ResponseReturnValue:
    dialogues = [(it.id, it.title) for it in rows_of(queries.dialogues())]
    form = BlockForm(found, dialogues, **typing.restored())
    form.seen.data = form.seen.data or str(typing.version)
    if (answer := typing.answer(form)) is not None:
        return answer
    previewing = request.form.get("tat") == "vorschau"
    if previewing:
        form.check()
    elif form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _save(found, form, typing))
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(url_for(".index"), 303)
    page = render_template(
        "moderation/block.html",
        block=found,
        form=form,
        typing=typing,
        previewing=previewing and not form.problems,
        placeholders=PLACEHOLDERS,
    )
    return page, form.status


def _save(found: TextBlock | None, form: BlockForm, typing: Typing) -> str:
    dialogue = db.session.get(Dialogue, form.dialogue_id) if form.dialogue_id else None
    words = form.title.data, form.text.data, dialogue
    if found is None:
        blocks.add_block(*words, by=signed_in())
    else:
        blocks.change_block(found, *words, by=signed_in(), seen=form.version_seen)
    typing.drop()
    return url_for(".index")


def _add(form: DepartmentForm) -> str:
    blocks.add_department(form.heading.data, by=signed_in())
    return url_for(".index")


def _pressed(deeds: dict[str, Callable[[], None]]) -> ResponseReturnValue:
    form = ButtonForm()
    deed = deeds.get(request.form.get("tat", ""))
    if not form.validate_on_submit() or deed is None:
        abort(form.status if form.problems else 400)
    deed()
    db.session.commit()
    flash(gettext("Gespeichert."), "success")
    return redirect(url_for(".index"), 303)
