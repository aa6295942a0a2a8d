"""What forms say about the data they ask for: purpose, legal basis, period, consent."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.administration.wording import reword
from leitsaetze.administration.wording_forms import WordingForm, wording_form
from leitsaetze.drafts.keeping import Typing
from leitsaetze.extensions import db
from leitsaetze.site.actions import all_settings, once
from leitsaetze.site.processings import PROCESSINGS
from leitsaetze.site.queries import wording_history
from leitsaetze.site.rules import filled_in
from leitsaetze.site.wording import Notice, notice_for, notices_for, words_in_force
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import version_in

bp = Blueprint("data_wordings", __name__, url_prefix="/verwaltung/datenschutz-texte")


@bp.get("/")
@open_to(Audience.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """List the processings with the words that hold now."""
    return render_template(
        "administration/data_wordings.html",
        processings=PROCESSINGS,
        notices=notices_for(*PROCESSINGS),
    )


@bp.route("/<processing>", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def edit(processing: str) -> ResponseReturnValue:
    """Word one processing anew; nothing changes for readers before it is published."""
    if processing not in PROCESSINGS:
        abort(404)
    version, words = words_in_force(processing)
    typing = Typing(f"data_wording:{processing}", version=version)
    form = wording_form(processing, version, words, **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.previewing:
        form.check()
    elif form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _publish(processing, form, typing))
            db.session.commit()
            flash(gettext("Die neue Fassung ist veröffentlicht."), "success")
            return redirect(url_for(".index"), 303)
    return _page(processing, form, typing), form.status


def _publish(processing: str, form: WordingForm, typing: Typing) -> str:
    reword(processing, form.words, by=signed_in(), seen=version_in(form.seen.data))
    typing.drop()
    return "published"


def _page(processing: str, form: WordingForm, typing: Typing) -> str:
    previews = _previews(processing, form) if form.previewing and not form.problems else {}
    return render_template(
        "administration/data_wording.html",
        processing=PROCESSINGS[processing],
        form=form,
        typing=typing,
        previews=previews,
        history=db.session.scalars(wording_history(processing).limit(20)).all(),
    )


def _previews(processing: str, form: WordingForm) -> dict[str, Notice]:
    """Return what a form would show in each language."""
    now, settings = notice_for(processing), all_settings()
    return {
        locale: Notice(
            processing=f"{processing}-{locale}",
            words={part: filled_in(text, settings, markup=False) for part, text in parts.items()},
            unfilled=parts,
            settings=settings,
            wording=now.wording + 1,
            version=now.version,
            published_at=now.published_at,
        )
        for locale, parts in form.words.items()
    }
