"""Texts of the site, the rules of the discussion, and what monitors ask."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from leitsaetze.extensions import db
from leitsaetze.site import queries
from leitsaetze.site.actions import all_settings
from leitsaetze.site.rules import TEXTS, filled_in
from leitsaetze.text import markdown
from leitsaetze.web import health
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.caching import stamped

bp = Blueprint("site", __name__)


@bp.get("/<any(impressum, datenschutz, barrierefreiheit):slug>")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site)
def text(slug: str) -> ResponseReturnValue:
    """Show one of the texts every page links to."""
    return _page(slug, "site/text.html")


@bp.get("/regeln")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site)
def rules() -> ResponseReturnValue:
    """Show the numbered rules of the discussion."""
    return _page("regeln", "site/rules.html", rules=db.session.scalars(queries.house_rules()).all())


@bp.get("/hilfe/")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site)
def help_index() -> ResponseReturnValue:
    """Show the help for citizens."""
    return _page("hilfe", "site/text.html")


@bp.get("/hilfe/moderation")
@open_to(Audience.PUBLIC)
@stamped(queries.stamp_of_site)
def help_moderation() -> ResponseReturnValue:
    """Show the first steps for moderators."""
    return _page("hilfe-moderation", "site/text.html")


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


def _page(slug: str, template: str, **more: object) -> str:
    found = db.session.scalar(queries.current_text(slug))
    if found is None:
        abort(404)
    source = filled_in(found.source, all_settings())
    return render_template(
        template, text=found, html=markdown(source).html, title=TEXTS[slug], **more
    )
