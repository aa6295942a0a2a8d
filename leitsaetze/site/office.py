"""The working days of the county: those of its state, without the absences of the team."""

from datetime import timedelta

from leitsaetze.clock import today
from leitsaetze.direct import ask
from leitsaetze.site import queries
from leitsaetze.site.rules import ZONE
from leitsaetze.site.settings import defaults
from leitsaetze.working_days import Office

LOOKS_BACK = timedelta(days=400)  # longer than anything waits for an answer


def present_office() -> Office:
    """Return what counts as a working day now."""
    found = ask(queries.state_and_closed_days(), since=today(ZONE) - LOOKS_BACK)
    state = found[0].state
    closed = tuple((it.first_day, it.last_day) for it in found if it.first_day is not None)
    return Office(defaults()["state_code"] if state is None else state, closed)
