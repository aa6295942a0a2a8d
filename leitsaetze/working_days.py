"""Working days (Arbeitstage): Monday to Friday without the public holidays of a German state."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays

SATURDAY = 5


def after(moment: datetime, days: int, *, zone: str, state: str = "") -> datetime:
    """Return the end of the day `days` working days after `moment`.

    `state` is the code of ISO 3166-2:DE without the country ("NW"); empty counts only the holidays
    of all states.
    """
    holidays = country_holidays("DE", subdiv=state or None)
    day = moment.astimezone(ZoneInfo(zone)).date()
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            days -= 1
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) + timedelta(days=1)
    return midnight.replace(fold=0)
