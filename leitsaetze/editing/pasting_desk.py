"""A whole text becomes drafts: paste, look, put right, take over."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.drafts import actions as drafts
from leitsaetze.drafts.keeping import Typing
from leitsaetze.drafts.queries import copy_of
from leitsaetze.editing.desk import desk_of, dialogue_at
from leitsaetze.editing.pasting_actions import Taken, standing_of, take_over
from leitsaetze.editing.pasting_forms import PasteForm, PreviewForm, preview_form
from leitsaetze.editing.pasting_rules import posted
from leitsaetze.extensions import begin_writing, db
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import answer_to, once
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("desk_pasting", __name__, url_prefix="/redaktion")


@bp.route("/dialoge/<slug>/einfuegen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def paste(slug: str) -> ResponseReturnValue:
    """Take the whole text of a consultation and go on to what was recognised in it."""
    dialogue = dialogue_at(slug)
    typing = Typing(_text_of(dialogue))
    form = PasteForm(**typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.validate_on_submit():
        with form.refusals():
            target = once(form.submission_key.data, lambda: _look(dialogue, form))
            db.session.commit()
            return redirect(target, 303)
    begun = db.session.scalar(copy_of(_parts_of(dialogue), signed_in().id)) is not None
    page = {"dialogue": dialogue, "form": form, "typing": typing, "begun": begun}
    return render_template("editing/paste.html", **page), form.status


@bp.route("/dialoge/<slug>/einfuegen/vorschau", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def preview(slug: str) -> ResponseReturnValue:
    """Show what was recognised, put it right, take it over."""
    dialogue = dialogue_at(slug)
    typing = Typing(_parts_of(dialogue))
    form = _preview_form(dialogue, typing)
    asked = typing.answer(form) or _repeated(form)
    answer = asked or _corrected(dialogue, form) or _taken(dialogue, form)
    if answer is not None:
        return answer
    if not form.parts and form.status == 200:  # noqa: PLR2004  the code of success
        return redirect(url_for(".paste", slug=slug), 303)
    page = {"dialogue": dialogue, "form": form, "typing": typing, "rows": form.rows()}
    return render_template("editing/pasted.html", **page), form.status


def _preview_form(dialogue: Dialogue, typing: Typing) -> PreviewForm:
    given = typing.restored()
    sent = request.form if request.method == "POST" else given.get("formdata", {})
    return preview_form(standing_of(dialogue), sent, **given)


def _look(dialogue: Dialogue, form: PasteForm) -> str:
    """Keep the text and what it was taken apart into; both are the editor's alone."""
    by = signed_in()
    drafts.keep(_text_of(dialogue), [("text", form.text.data)], by=by)
    drafts.keep(_parts_of(dialogue), posted(form.parts), by=by)
    return url_for(".preview", slug=dialogue.slug)


def _repeated(form: PreviewForm) -> ResponseReturnValue | None:
    """Lead to where the form led when it was sent before; what it held stands there by now."""
    earlier = answer_to(form.submission_key.data) if form.is_submitted() else None
    return redirect(earlier, 303) if earlier is not None else None


def _corrected(dialogue: Dialogue, form: PreviewForm) -> ResponseReturnValue | None:
    """Put right what a button asks for, whatever else is still wrong; None for other requests."""
    if not form.correction or (form.meta.csrf and not form.csrf_token.validate(form)):
        return None
    parts = form.corrected

    def deed() -> str:
        drafts.keep(_parts_of(dialogue), posted(parts), by=signed_in())
        return url_for(".preview", slug=dialogue.slug, _anchor=form.anchor)

    with form.refusals():
        begin_writing()
        target = once(form.submission_key.data, deed)
        db.session.commit()
        return redirect(target, 303)
    return None


def _taken(dialogue: Dialogue, form: PreviewForm) -> ResponseReturnValue | None:
    """Take everything over; None when it cannot be, or is not asked for."""
    if not form.validate_on_submit():
        return None
    said = []

    def deed() -> str:
        by = signed_in()
        said.append(_words_on(take_over(dialogue, form.parts, by=by)))
        drafts.drop(_text_of(dialogue), by=by)
        drafts.drop(_parts_of(dialogue), by=by)
        return desk_of(dialogue)

    with form.refusals():
        target = once(form.submission_key.data, deed)
        db.session.commit()
        for words in said:
            flash(words, "success")
        return redirect(target, 303)
    return None


def _words_on(taken: Taken) -> str:
    fields = ngettext("%(num)s Handlungsfeld", "%(num)s Handlungsfeldern", taken.fields)
    words: str = ngettext(
        "%(num)s Entwurf in %(fields)s übernommen.",
        "%(num)s Entwürfe in %(fields)s übernommen.",
        taken.drafts,
        fields=fields,
    )
    if not taken.left:
        return words
    left = ngettext(
        "%(num)s Leitsatz blieb, wie er war.",
        "%(num)s Leitsätze blieben, wie sie waren.",
        taken.left,
    )
    return f"{words} {left}"


def _text_of(dialogue: Dialogue) -> str:
    return f"pasting:{dialogue.id}"


def _parts_of(dialogue: Dialogue) -> str:
    return f"pasted:{dialogue.id}"
