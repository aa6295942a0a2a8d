"""What the fields of the editors' form of an event show: of what is saved, and in words."""

from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import gettext
from markupsafe import Markup, escape
from wtforms import Field

from leitsaetze.events.days import FIRST, SECOND
from leitsaetze.events.models import Event
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle
from leitsaetze.text import excerpt
from leitsaetze.web.languages import german

# Names of fields that hold a detail as it is, and of those that hold what it is about.
AS_TYPED = """
    title place address directions online_link sign_language childcare access text external_link
    organiser contact_name contact_email contact_phone
""".split()
ABOUT = ("dialogues", "fields", "principles", "municipalities")


def shown(event: Event) -> dict[str, Any]:
    """Return what the fields show of a saved event."""
    local = {
        end: moment.astimezone(ZoneInfo(event.time_zone))
        for end, moment in (
            ("starts", event.starts_at),
            ("ends", event.last_moment if event.all_day else event.ends_at),
        )
    }
    times = {f"{end}_day": at.date().isoformat() for end, at in local.items()}
    if times["ends_day"] == times["starts_day"]:
        times["ends_day"] = ""
    if not event.all_day:
        times |= {f"{end}_time": f"{at:%H:%M}" for end, at in local.items()}
        times |= {f"{end}_which": SECOND if at.fold else FIRST for end, at in local.items()}
    return (
        times
        | {name: getattr(event, name) for name in AS_TYPED}
        | {name: getattr(event, name).value for name in ("kind", "step_free", "joining")}
        | {name: [it.id for it in getattr(event, name)] for name in ABOUT}
        | {
            "series": str(event.series[0].id) if event.series else "",
            **_place_of(event),
            "time_zone": event.time_zone,
            "capacity": "" if event.capacity is None else str(event.capacity),
            "register_by": event.register_by.isoformat() if event.register_by else "",
        }
    )


def _place_of(event: Event) -> dict[str, str]:
    """Return the place of the list an event has; its facts stand in the fields already."""
    number = str(event.meeting_places[0].id) if event.meeting_places else ""
    return {"meeting_place": number, "placed": number}


def written(field: Field) -> str:
    """Return the value of a field in words."""
    if isinstance(field.data, bool):
        return str(gettext("ja") if field.data else gettext("nein"))
    names = {value: words for value, words, *_ in getattr(field, "choices", None) or []}
    if isinstance(field.data, list):
        return Markup("; ").join(names.get(value, "") for value in field.data) or str(
            gettext("nichts")
        )
    if field.name in AS_TYPED and field.data:
        return german(field.data)
    return str(names.get(field.data, field.data or "") or gettext("nichts"))


def numbered(principle: Principle) -> str:
    """Return number and first words of a principle."""
    words = excerpt(principle.revision.statement)
    return f"{principle.number}. {words}"


def name_of(thing: Dialogue | FieldOfAction) -> str:
    """Return the title of a dialogue or field, and whether it is still a draft."""
    if thing.published_at is None:
        draft = escape(gettext("%(title)s (noch nicht öffentlich)"))
        return Markup(draft) % {"title": german(thing.title)}  # noqa: S704  escaped
    return german(thing.title)


@cache
def zones() -> frozenset[str]:
    """Return the zones offered; an event from elsewhere keeps its own."""
    return frozenset(name for name in available_timezones() if name.startswith("Europe/"))
