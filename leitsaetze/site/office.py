"""The working days of the county: those of its state, without the absences of the team."""

from datetime import timedelta

from leitsaetze.clock import today
from leitsaetze.direct import ask
from leitsaetze.site import queries
from leitsaetze.site.actions import all_settings
from leitsaetze.site.rules import ZONE
from leitsaetze.working_days import Office

LOOKS_BACK = timedelta(days=400)  # longer than anything waits for an answer


def present_office() -> Office:
    """Return what counts as a working day now."""
    closed = ask(queries.closed_days(), since=today(ZONE) - LOOKS_BACK)
    return Office(all_settings()["state_code"], tuple((it[0], it[1]) for it in closed))
