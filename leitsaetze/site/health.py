"""Checks of the ground everything stands on."""

import shutil

from flask import current_app
from sqlalchemy import text as sql

from leitsaetze.extensions import db

LEAST_FREE_BYTES = 50_000_000


def database_answers() -> bool:
    """Tell whether the database answers; raises OperationalError when it does not."""
    return bool(db.session.scalar(sql("SELECT 1")))


def disk_has_space() -> bool:
    """Tell whether there is room for what people will write next."""
    return shutil.disk_usage(current_app.config["INSTANCE"]).free >= LEAST_FREE_BYTES
