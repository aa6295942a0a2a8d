"""Texts of the site, the rules of the discussion, its look, and what monitors ask."""

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.extensions import db
from leitsaetze.site import queries
from leitsaetze.site.actions import html_of
from leitsaetze.site.colours import Accent
from leitsaetze.site.models import SiteText
from leitsaetze.site.pictures import POLICY, TYPES
from leitsaetze.site.rules import RULES, SLOTS, TITLES
from leitsaetze.web import health
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.stamps import stamped

bp = Blueprint("site", __name__)
FOREVER = "public, max-age=31536000, immutable"


@bp.get("/<any(impressum, datenschutz, barrierefreiheit, gebaerdensprache):slug>")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site())
def text(slug: str) -> ResponseReturnValue:
    """Show one of the texts every page links to; one the county must add may not be there.

    Leichte Sprache is a page of `pages.easy`, which knows the dialogues that have it, too.
    """
    return _page(_current(slug), "site/slot.html" if slug in SLOTS else "site/text.html")


@bp.get("/regeln")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site())
def rules() -> ResponseReturnValue:
    """Show the numbered rules of the discussion."""
    return _rules(_current(RULES))


@bp.get("/regeln/fassungen/<int:n>")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site())
def rules_then(n: int) -> ResponseReturnValue:
    """Show the rules as they held in one edition: a decision names the one it was taken by."""
    return _rules(db.session.scalar(queries.text_in_version(RULES, n)) or abort(404))


@bp.get("/healthz")
@open_to(Audience.ANYBODY)
def healthz() -> ResponseReturnValue:
    """Tell that the process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@open_to(Audience.ANYBODY)
def readyz() -> ResponseReturnValue:
    """Tell a monitor whether database, disk and outbox are well; nothing else."""
    failing = health.ailing()
    return {"status": "unready" if failing else "ok", "failing": failing}, 503 if failing else 200


@bp.get("/darstellung/farbe-<name>.css")
@open_to(Audience.ANYBODY)
def colour(name: str) -> ResponseReturnValue:
    """Give the style sheet of a pair of accent colours; another pair has another address."""
    accent = Accent.named(name) or abort(404)
    return Response(accent.style, mimetype="text/css", headers={"Cache-Control": FOREVER})


@bp.get("/darstellung/logo-<digest>.<any(png, jpg, svg):kind>")
@open_to(Audience.ANYBODY)
def logo(digest: str, kind: str) -> ResponseReturnValue:
    """Give a logo; another picture has another address."""
    picture = db.session.scalar(queries.picture(digest))
    if picture is None or picture.kind != kind:
        abort(404)
    headers = {"Cache-Control": FOREVER, "Content-Security-Policy": POLICY}
    return Response(picture.content, mimetype=TYPES[kind], headers=headers)


def _current(slug: str) -> SiteText:
    found = db.session.scalar(queries.current_text(slug))
    return found if found is not None and found.says_something else abort(404)


def _rules(edition: SiteText) -> str:
    newest = db.session.scalar(queries.text_version(RULES)) or 1
    rules = db.session.scalars(queries.house_rules(edition.version)).all()
    return _page(edition, "site/rules.html", rules=rules, newest=newest)


def _page(found: SiteText, template: str, **more: object) -> str:
    title = gettext(TITLES[found.slug])
    return render_template(template, text=found, html=html_of(found.source), title=title, **more)
