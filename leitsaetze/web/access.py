"""For whom a view is. A view without an audience is closed to everybody."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Who may call a view."""

    PUBLIC = "public"  # the same bytes for every anonymous reader
    ANYBODY = "anybody"  # forms and pages behind a secret link: never stored anywhere
    CITIZEN = "citizen"  # whoever is signed in
    STAFF = "staff"  # any role
    MODERATOR = "moderator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


def open_to(audience: Audience) -> Callable[[View], View]:
    """Declare the audience of a view; accounts.access enforces it before the view runs."""

    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]  # functions carry attributes
        return view

    return declare


def audience_of(view: Callable[..., Any] | None) -> Audience | None:
    """Return the declared audience, or None when the view declares none."""
    return getattr(view, "audience", None)
