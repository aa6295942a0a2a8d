"""Error pages in the layout; a static one when the database is away."""

import logging
from collections.abc import Mapping

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from leitsaetze.errors import Conflict, RuleViolation, traced
from leitsaetze.extensions import db
from leitsaetze.language import translatable

log = logging.getLogger(__name__)

PAGES = {
    400: (
        translatable("Diese Anfrage verstehen wir nicht"),
        translatable("Bitte gehen Sie zurück und versuchen Sie es noch einmal."),
    ),
    403: (
        translatable("Das dürfen Sie hier nicht"),
        translatable("Ihnen fehlt die Berechtigung für diese Seite."),
    ),
    404: (
        translatable("Diese Seite gibt es nicht"),
        translatable(
            "Vielleicht ist die Adresse unvollständig, oder der Beitrag war nie öffentlich."
        ),
    ),
    405: (
        translatable("So geht es nicht"),
        translatable("Diese Adresse nimmt solche Anfragen nicht an."),
    ),
    409: (
        translatable("Inzwischen hat sich etwas geändert"),
        translatable("Es wurde nichts gespeichert. Bitte laden Sie die Seite neu."),
    ),
    413: (
        translatable("Das ist zu viel auf einmal"),
        translatable(
            "Bitte kürzen Sie den Text. Mit „Zurück“ im Browser kommen Sie zu Ihrem Text."
        ),
    ),
    422: (
        translatable("Das können wir so nicht annehmen"),
        translatable("Bitte gehen Sie zurück und prüfen Sie Ihre Angaben."),
    ),
    429: (
        translatable("Einen Moment bitte"),
        translatable(
            "Von Ihrem Anschluss kamen gerade sehr viele Anfragen. Bitte warten Sie etwas."
        ),
    ),
    500: (
        translatable("Das hat nicht geklappt"),
        translatable(
            "Der Fehler liegt bei uns und ist vermerkt. Bitte versuchen Sie es später noch einmal."
        ),
    ),
    503: (
        translatable("Gerade nicht erreichbar"),
        translatable("Bitte versuchen Sie es in einer Minute noch einmal."),
    ),
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
    # Rendered past the context processors, which would ask the database who reads.
    page = current_app.jinja_env.get_template("errors/static.html").render(typed=_typed())
    return page, 503, {"Retry-After": "10"}


def _typed() -> str:
    """Return what was typed into the form, to be copied; no tokens and no passwords."""
    try:
        fields = request.form.items()
    except HTTPException:  # too large to be read
        return ""
    return "\n\n".join(
        value for name, value in fields if " " in value.strip() and "passw" not in name.lower()
    )


def _page(
    code: int, text: str = "", headers: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """Return the page of an error, or the static one when even the layout finds no database."""
    title, advice = PAGES.get(code, PAGES[400 if code < 500 else 500])  # noqa: PLR2004  HTTP
    try:
        page = render_template(
            "errors/error.html", code=code, title=gettext(title), text=text or gettext(advice)
        )
    except OperationalError as error:
        return database_away(error)
    return page, code, headers or {}
