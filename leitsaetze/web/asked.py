"""What the address of a page asks for; what cannot be meant counts as not asked."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import request

from leitsaetze.web.security import LARGEST_ID

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST = 200  # characters of words somebody looks for


def asked_number(name: str) -> int | None:
    """Return the number of a row; None for what no row can have."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST_ID else None


def asked_day(name: str) -> date | None:
    """Return a day, as a date field sends it; none at the very ends of the calendar."""
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return day if date.min < day < date.max else None


def asked_choice(name: str, choices: type[Choice]) -> Choice | None:
    """Return one of the choices by its value."""
    value = request.args.get(name, "")
    return choices(value) if value in list(choices) else None


def asked_words(name: str) -> str:
    """Return words somebody looks for, shortened to what anybody would type."""
    return " ".join(request.args.get(name, "")[:LONGEST].split())
