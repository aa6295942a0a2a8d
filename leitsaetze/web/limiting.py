"""Counts tries and tells the client when to come back."""

from functools import cache
from threading import Lock

from flask import Flask, Response, after_this_request, current_app
from limits import RateLimitItem, parse_many
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from leitsaetze.clock import now

IN_THIS_PROCESS = "memory://"
SWEPT_EVERY = 60  # seconds


class Counters(Storage):
    """Counters in this process.

    Those of the library look through all counters in a thread of their own after nearly every try:
    a flood from many networks would slow everybody down. These do so once a minute.
    """

    STORAGE_SCHEME = None  # chosen by hand, below

    def __init__(self) -> None:
        super().__init__()
        self.counted: dict[str, tuple[int, float]] = {}  # how often, and until when that counts
        self.lock = Lock()
        self.swept_at = now().timestamp()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Nothing can go wrong."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count further; return how often it was in the window under way."""
        moment = now().timestamp()
        with self.lock:
            if moment - self.swept_at > SWEPT_EVERY:
                self.counted = {k: it for k, it in self.counted.items() if it[1] > moment}
                self.swept_at = moment
            number, until = self.counted.get(key, (0, 0.0))
            if until <= moment:
                number, until = 0, moment + expiry
            self.counted[key] = number + amount, until
        return number + amount

    def get(self, key: str) -> int:
        """Return how often it was counted in the window under way."""
        number, until = self.counted.get(key, (0, 0.0))
        return number if until > now().timestamp() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window under way ends."""
        return self.counted.get(key, (0, now().timestamp()))[1]

    def check(self) -> bool:
        """Say that it is there."""
        return True

    def reset(self) -> int:
        """Forget everything; return how much that was."""
        with self.lock:
            forgotten = len(self.counted)
            self.counted.clear()
        return forgotten

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with self.lock:
            self.counted.pop(key, None)


def init_app(app: Flask) -> None:
    """Give the application its counters, where the configuration says."""
    place = app.config["LIMITS_STORAGE"]
    storage = Counters() if place == IN_THIS_PROCESS else storage_from_string(place)
    app.extensions["limits"] = FixedWindowRateLimiter(storage)


def allow(limits: str, *who: str) -> bool:
    """Count one more try of `who`; tell whether it is within the limits."""
    for item in _parsed(limits):
        if not _counters().hit(item, *who):
            retry_after(max(1, item.get_expiry()))
            return False
    return True


def forget(limits: str, *who: str) -> None:
    """Forget the tries of `who`."""
    for item in _parsed(limits):
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


@cache
def _parsed(limits: str) -> list[RateLimitItem]:
    return parse_many(limits)


def _counters() -> FixedWindowRateLimiter:
    counters: FixedWindowRateLimiter = current_app.extensions["limits"]
    return counters
