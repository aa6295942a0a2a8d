"""Help: for citizens as the county writes it, and the handbook of those who work here."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.extensions import db
from leitsaetze.help.reading import pages_of
from leitsaetze.help.rules import BOOKS, page_about
from leitsaetze.site import queries
from leitsaetze.site.actions import html_of
from leitsaetze.site.rules import TITLES
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import root
from leitsaetze.web.stamps import stamped

bp = Blueprint("help", __name__, url_prefix="/hilfe")
CITIZENS = "hilfe"
ANY_BOOK = f"<any({', '.join(BOOKS)}):book>"


@bp.app_context_processor
def tell_where_help_is() -> dict[str, str]:
    """Give templates `help_address`: the page of the handbook about what is on screen."""
    about = page_about(request.endpoint or "") if request else ""
    return {"help_address": f"{root()}/hilfe/{about}" if about else ""}


@bp.get("/")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site())
def index() -> ResponseReturnValue:
    """Show the help for citizens, and below it the handbooks."""
    text = db.session.scalar(queries.current_text(CITIZENS))
    if text is None or not text.says_something:
        abort(404)
    return render_template(
        "help/index.html",
        text=text,
        html=html_of(text.source),
        title=gettext(TITLES[CITIZENS]),
        books=BOOKS,
    )


@bp.get(f"/{ANY_BOOK}/")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site())
def contents(book: str) -> ResponseReturnValue:
    """List the pages of a handbook."""
    return render_template(
        "help/contents.html", slug=book, book=BOOKS[book], pages=pages_of(book, root())
    )


@bp.get(f"/{ANY_BOOK}/<slug>")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site())
def page(book: str, slug: str) -> ResponseReturnValue:
    """Show one page, with the ones before and after it."""
    pages = pages_of(book, root())
    place = next((n for n, it in enumerate(pages) if it.slug == slug), None)
    if place is None:
        abort(404)
    return render_template(
        "help/page.html", slug=book, book=BOOKS[book], pages=pages, place=place, page=pages[place]
    )
