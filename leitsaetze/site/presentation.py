"""What every page shows of the site."""

from functools import cached_property
from typing import Any

from flask import has_request_context, request

from leitsaetze.extensions import rows_of
from leitsaetze.site import queries
from leitsaetze.site.actions import all_settings
from leitsaetze.site.colours import Accent
from leitsaetze.site.pictures import Logo
from leitsaetze.site.wording import notice_for

SITE = "leitsaetze.site"


class Site:
    """The settings as attributes, read from the database only when a template asks."""

    def __init__(self, settings: dict[str, str] | None = None) -> None:
        if settings is not None:
            self._settings = settings

    @cached_property
    def _settings(self) -> dict[str, str]:
        return all_settings()

    @cached_property
    def slots(self) -> set[str]:
        """The texts the county added: each is linked to where it is there."""
        return {slug for (slug,) in rows_of(queries.published_slots())}

    @property
    def style(self) -> str:
        """The address of the style sheet with the county's colour, if it chose one."""
        accent = Accent.of(self.accent, self.accent_dark)
        return f"/darstellung/farbe-{accent.name}.css" if accent else ""

    @property
    def mark(self) -> dict[str, Any] | None:
        """The logo: its address, its size, its words, the address of the dark one."""
        light, dark = Logo.of(self.logo), Logo.of(self.logo_dark)
        if light is None:
            return None
        return {
            "address": _address(light),
            "dark": _address(dark) if dark else "",
            "width": light.width,
            "height": light.height,
            "words": self.logo_words,
        }

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):  # reading the settings failed; asking for them again would, too
            raise AttributeError(name)
        try:
            return self._settings[name]
        except KeyError:
            raise AttributeError(name) from None


def describe_site() -> dict[str, Any]:
    """Give templates `site`, and `notice_for` to say what becomes of the data a form asks for.

    What one request renders, a page or a letter in two forms, reads the settings once.
    """
    site = request.environ.setdefault(SITE, Site()) if has_request_context() else Site()
    return {"site": site, "notice_for": notice_for}


def _address(logo: Logo) -> str:
    return f"/darstellung/logo-{logo.name}"
