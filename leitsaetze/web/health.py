"""What a monitor asks: whether everything the product needs is well."""

from collections.abc import Callable, Mapping

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from leitsaetze.extensions import db

Check = Callable[[], bool]


def init_app(app: Flask, checks: Mapping[str, Check]) -> None:
    """Keep the checks of all rooms, by name."""
    app.extensions["checks"] = checks


def ailing() -> list[str]:
    """Return the names of the checks that fail; one that cannot ask the database fails."""
    return [name for name, check in current_app.extensions["checks"].items() if not _passes(check)]


def _passes(check: Check) -> bool:
    try:
        return check()
    except (OperationalError, OSError):
        db.session.rollback()
        return False
