"""Counts tries and tells the client when to come back."""

from flask import Response, after_this_request
from limits import parse_many

from leitsaetze.extensions import limiter


def allow(limits: str, *who: str) -> bool:
    """Count one more try of `who`; tell whether it is within the limits."""
    for item in parse_many(limits):
        if limiter.enabled and not limiter.limiter.hit(item, *who):
            retry_after(max(1, item.get_expiry()))
            return False
    return True


def forget(limits: str, *who: str) -> None:
    """Forget the tries of `who`."""
    for item in parse_many(limits):
        limiter.limiter.clear(item, *who)


def retry_after(seconds: int) -> None:
    """Say in the answer under way after how many seconds another try makes sense."""

    @after_this_request
    def say(response: Response) -> Response:
        response.headers["Retry-After"] = str(seconds)
        return response
