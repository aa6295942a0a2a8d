"""Error pages in the layout; a static one when the database is away."""

import logging
from collections.abc import Mapping

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import escape
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from leitsaetze.config import ROOT
from leitsaetze.errors import Conflict, RuleViolation, traced
from leitsaetze.extensions import db

log = logging.getLogger(__name__)

PAGES = {
    400: (
        "Diese Anfrage verstehen wir nicht",
        "Bitte gehen Sie zurück und versuchen Sie es noch einmal.",
    ),
    403: ("Das dürfen Sie hier nicht", "Ihnen fehlt die Berechtigung für diese Seite."),
    404: (
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse unvollständig, oder der Beitrag war nie öffentlich.",
    ),
    405: ("So geht es nicht", "Diese Adresse nimmt solche Anfragen nicht an."),
    409: (
        "Inzwischen hat sich etwas geändert",
        "Es wurde nichts gespeichert. Bitte laden Sie die Seite neu.",
    ),
    413: (
        "Das ist zu viel auf einmal",
        "Bitte kürzen Sie den Text. Mit „Zurück“ im Browser kommen Sie zu Ihrem Text.",
    ),
    422: (
        "Das können wir so nicht annehmen",
        "Bitte gehen Sie zurück und prüfen Sie Ihre Angaben.",
    ),
    429: (
        "Einen Moment bitte",
        "Von Ihrem Anschluss kamen gerade sehr viele Anfragen. Bitte warten Sie etwas.",
    ),
    500: (
        "Das hat nicht geklappt",
        "Der Fehler liegt bei uns und ist vermerkt. Bitte versuchen Sie es später noch einmal.",
    ),
    503: ("Gerade nicht erreichbar", "Bitte versuchen Sie es in einer Minute noch einmal."),
}


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(RuleViolation, rule_violation)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(Exception, unforeseen)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Show any HTTP error in the layout; redirects and ready answers pass."""
    code = error.code or 500
    if error.response is not None or code < 400:  # noqa: PLR2004  the first error code of HTTP
        return error.get_response()
    kept = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return _page(code, headers=kept)


def rule_violation(error: RuleViolation) -> ResponseReturnValue:
    """Show a refusal no form caught."""
    db.session.rollback()
    code = 409 if isinstance(error, Conflict) else 422
    return _page(code, text=gettext(error.msgid, **error.values))


def unforeseen(error: Exception) -> ResponseReturnValue:
    """Log what happened without any of the words in it, and apologise."""
    db.session.rollback()
    log.error("unforeseen error in %s: %s", request.endpoint, traced(error))
    return _page(500)


def database_away(error: OperationalError) -> ResponseReturnValue:
    """Answer without the database, and give back what was typed."""
    db.session.rollback()
    log.error("database away in %s", request.endpoint)
    page = (ROOT / "templates" / "errors" / "static.html").read_text(encoding="utf-8")
    return page.replace("<!-- typed -->", _typed()), 503, {"Retry-After": "10"}


def _typed() -> str:
    """Return what was typed into the form, to be copied; no tokens and no passwords."""
    try:
        fields = request.form.items()
    except HTTPException:  # too large to be read
        return ""
    typed = "\n\n".join(
        value for name, value in fields if " " in value.strip() and "passw" not in name.lower()
    )
    area = f"<textarea id='text' readonly rows='12'>{escape(typed)}</textarea>"
    return f"<p><label for='text'>Ihr Text:</label><br>{area}</p>" if typed else ""


def _page(
    code: int, text: str = "", headers: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """Return the page of an error, or the static one when even the layout finds no database."""
    title, advice = PAGES.get(code, PAGES[400 if code < 500 else 500])  # noqa: PLR2004
    try:
        page = render_template(
            "errors/error.html", code=code, title=gettext(title), text=text or gettext(advice)
        )
    except OperationalError as error:
        return database_away(error)
    return page, code, headers or {}
