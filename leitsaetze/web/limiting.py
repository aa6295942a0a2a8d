"""Counts tries and tells the client when to come back."""

from flask import Flask, Response, after_this_request, current_app
from limits import parse_many
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter


def init_app(app: Flask) -> None:
    """Give the application its counters, where the configuration says."""
    storage = storage_from_string(app.config["LIMITS_STORAGE"])
    app.extensions["limits"] = FixedWindowRateLimiter(storage)


def allow(limits: str, *who: str) -> bool:
    """Count one more try of `who`; tell whether it is within the limits."""
    for item in parse_many(limits):
        if not _counters().hit(item, *who):
            retry_after(max(1, item.get_expiry()))
            return False
    return True


def forget(limits: str, *who: str) -> None:
    """Forget the tries of `who`."""
    for item in parse_many(limits):
        _counters().clear(item, *who)


def forget_all() -> None:
    """Forget the tries of everybody."""
    _counters().storage.reset()


def retry_after(seconds: int) -> None:
    """Say in the answer under way after how many seconds another try makes sense."""

    @after_this_request
    def say(response: Response) -> Response:
        response.headers["Retry-After"] = str(seconds)
        return response


def _counters() -> FixedWindowRateLimiter:
    counters: FixedWindowRateLimiter = current_app.extensions["limits"]
    return counters
