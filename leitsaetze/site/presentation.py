"""What every page shows of the site."""

from functools import cached_property
from typing import Any

from leitsaetze.site.actions import all_settings
from leitsaetze.site.wording import notice_for


class Site:
    """The settings as attributes, read from the database only when a template asks."""

    @cached_property
    def _settings(self) -> dict[str, str]:
        return all_settings()

    def __getattr__(self, name: str) -> str:
        try:
            return self._settings[name]
        except KeyError:
            raise AttributeError(name) from None


def describe_site() -> dict[str, Any]:
    """Give templates `site`, and `notice_for` to say what becomes of the data a form asks for."""
    return {"site": Site(), "notice_for": notice_for}
