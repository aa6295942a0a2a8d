"""The rules of the discussion: all in one form, published together as an edition."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.administration import content_queries, publishing
from leitsaetze.administration.book_form import BookForm, book_form
from leitsaetze.clock import now
from leitsaetze.drafts.keeping import Typing
from leitsaetze.extensions import db
from leitsaetze.site import queries, rulebook
from leitsaetze.site.actions import all_settings, once
from leitsaetze.site.models import HouseRule, SiteText
from leitsaetze.site.rules import RULES, open_places
from leitsaetze.site.settings import BY_NAME, fillable
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("rules_desk", __name__, url_prefix="/verwaltung/regeln")
PREVIEW, ANOTHER = "vorschau", "regel"


@dataclass
class Book:
    """The rules as they are: editions with who published them, newest versions of all numbers."""

    editions: list[tuple[SiteText, str]]
    rules: list[HouseRule]
    places: dict[str, str]

    @classmethod
    def read(cls) -> "Book":
        """Read it from the database."""
        editions = db.session.execute(content_queries.versions_of(RULES))
        return cls(
            [(edition, name) for edition, name in editions],
            list(db.session.scalars(queries.rules_of_all_numbers())),
            fillable(all_settings()),
        )

    @property
    def present(self) -> SiteText:
        """The edition that holds."""
        return self.editions[0][0]

    @property
    def typing(self) -> Typing:
        """What the reader typed here and did not publish."""
        present, name = self.editions[0]
        return Typing(
            "rules", version=present.version, saved_by=name, saved_at=present.published_at
        )


@bp.route("/", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def rules() -> ResponseReturnValue:
    """Show the rules with their editions; publish the next one."""
    book = Book.read()
    typing = book.typing
    form = _form(book, typing)
    if (answer := typing.answer(form)) is not None:
        return answer
    act = request.form.get("tat")
    if act == PREVIEW:
        form.check()
    elif act != ANOTHER and form.validate_on_submit():
        with form.refusals():
            path = once(form.submission_key.data, lambda: _publish(form, typing))
            db.session.commit()
            return redirect(path, 303)
    return _page(form, typing), form.status


def _form(book: Book, typing: Typing) -> BookForm:
    kept = typing.restored()
    room = str(kept["formdata"].get("new", "")) if kept else ""
    return book_form(book.rules, room)(book.present, book.rules, book.places, **kept)


def _publish(form: BookForm, typing: Typing) -> str:
    edition = publishing.publish_rules(
        form.introduction.data,
        form.wishes,
        note=form.note.data,
        seen=form.seen.data,
        by=signed_in(),
    )
    typing.drop()
    flash(
        gettext("Die Regeln gelten jetzt in Fassung %(version)s.", version=edition.version),
        "success",
    )
    return url_for(".rules")


def _page(form: BookForm, typing: Typing) -> str:
    book = Book.read()
    overtaken = form.status == 409  # noqa: PLR2004  Conflict
    if overtaken:
        form.seen.data = str(book.present.version)
    form.new.data = str(form.room)
    previewing = request.form.get("tat") == PREVIEW and not form.problems
    return render_template(
        "administration/rules.html",
        book=book,
        form=form,
        typing=typing,
        previewing=previewing,
        changed=rulebook.changes(form.wishes) if previewing else [],
        overtaken=overtaken,
        open_places=open_places(form.introduction.data, book.places),
        known=BY_NAME,
        dialogue_open=db.session.scalar(content_queries.any_dialogue_open(now())),
    )
