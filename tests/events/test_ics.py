"""Calendar files, read back with the icalendar library and as bare lines."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from leitsaetze.config import ROOT
from leitsaetze.events.access import StepFree
from leitsaetze.events.ics import Method, calendar_for, calendar_of, plain_words
from leitsaetze.events.models import Event
from leitsaetze.events.rules import EventKind, EventStatus, Joining
from leitsaetze.mail.rules import Addressee
from leitsaetze.text import markdown
from tests.events.makers import local

GUEST = Addressee("theo@post.example")
CHANGED = datetime(2027, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


def event(**given):
    """An event nobody saved: calendars ask nothing of the database."""
    starts_at = given.pop("starts_at", local(2027, 5, 20, 17))
    page = markdown(given.pop("text", ""))
    values = {
        "id": 7,
        "kind": EventKind.NETWORK_MEETING,
        "title": "Vernetzungstreffen Nachhaltigkeit",
        "starts_at": starts_at.astimezone(UTC),
        "ends_at": starts_at.astimezone(UTC) + timedelta(hours=2),
        "time_zone": "Europe/Berlin",
        "place": "Landratsamt, Sitzungssaal 2",
        "all_day": False,
        "address": "",
        "directions": "",
        "online_link": "",
        "external_link": "",
        "step_free": StepFree.UNKNOWN,
        "sign_language": False,
        "childcare": False,
        "access": "",
        "organiser": "",
        "contact_name": "",
        "contact_email": "",
        "contact_phone": "",
        "register_by": None,
        "reason": "",
        "html": page.html,
        "uid": "treffen@musterland.example",
        "sequence": 0,
        "status": EventStatus.PUBLISHED,
        "joining": Joining.OPEN,
        "changed_at": CHANGED,
    }
    return Event(**values | given)


@pytest.fixture
def written(app_on):
    """Writes calendars; which database there is does not matter."""
    app, _ = app_on("sqlite")
    with app.test_request_context():
        yield calendar_of


def read(text):
    calendar = Calendar.from_ical(text)
    return calendar, list(calendar.walk("VEVENT"))


def test_one_event_says_everything_a_calendar_needs(written):
    text = written([event(sequence=3, text="**Bringen** Sie Zeit mit.", access="stufenlos")])

    calendar, [entry] = read(text)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["PRODID"] == "-//Leitsaetze//Veranstaltungen//DE"
    assert entry["UID"] == "treffen@musterland.example"
    assert entry["SEQUENCE"] == 3
    assert entry["DTSTAMP"].dt == CHANGED.replace(microsecond=0)
    assert entry["DTSTART"].dt == local(2027, 5, 20, 17)
    assert entry["DTEND"].dt == local(2027, 5, 20, 19)
    assert entry["SUMMARY"] == "Vernetzungstreffen Nachhaltigkeit"
    assert entry["LOCATION"] == "Landratsamt, Sitzungssaal 2"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["URL"] == "http://localhost/veranstaltungen/7/"
    assert entry["DESCRIPTION"] == (
        "Bringen Sie Zeit mit.\n\nZugang: stufenlos\n\nhttp://localhost/veranstaltungen/7/"
    )


def test_a_cancelled_event_says_so_and_why(written):
    cancelled = event(status=EventStatus.CANCELLED, reason="Der Saal ist gesperrt.")

    calendar, [entry] = read(written([cancelled]))

    assert (calendar["METHOD"], entry["STATUS"]) == ("PUBLISH", "CANCELLED")
    assert entry["SUMMARY"] == "Abgesagt: Vernetzungstreffen Nachhaltigkeit"
    assert entry["DESCRIPTION"].startswith(
        "Diese Veranstaltung findet leider nicht statt.\n\nDer Saal ist gesperrt."
    )


def test_the_file_for_a_guest_who_comes_updates_their_entry(written):
    kept = event(sequence=3, organiser='Stab "Digitales"; CN=x')

    calendar, [entry] = read(calendar_for(kept, GUEST, Method.REQUEST))

    assert (calendar["METHOD"], entry["UID"], entry["SEQUENCE"]) == ("REQUEST", kept.uid, 3)
    assert entry["ORGANIZER"] == "mailto:leitsaetze@musterland.example"
    assert entry["ORGANIZER"].params["CN"] == kept.organiser
    assert entry["ATTENDEE"] == "mailto:theo@post.example"
    assert dict(entry["ATTENDEE"].params) == {
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "FALSE",
        "PARTSTAT": "ACCEPTED",
    }


def test_the_file_of_a_cancellation_takes_the_same_entry_out(written):
    gone = event(sequence=4, status=EventStatus.CANCELLED, reason="Krank.")

    calendar, [entry] = read(calendar_for(gone, GUEST, Method.CANCEL))

    assert (calendar["METHOD"], entry["STATUS"]) == ("CANCEL", "CANCELLED")
    assert (entry["UID"], entry["SEQUENCE"], entry["ATTENDEE"]) == (
        gone.uid,
        4,
        "mailto:theo@post.example",
    )


def test_whole_days_have_no_times_and_end_with_the_day_after(written):
    course = event(
        all_day=True, starts_at=local(2027, 3, 27), ends_at=local(2027, 3, 29).astimezone(UTC)
    )

    text = written([course])

    _, [entry] = read(text)
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2027, 3, 27), date(2027, 3, 29))
    assert "DTSTART;VALUE=DATE:20270327" in text
    assert "VTIMEZONE" not in text


def test_everything_a_guest_should_know_stands_in_the_entry(written):
    text = written(
        [
            event(
                address="Am Güterbahnhof 4, Mustern",
                directions="Bus 3",
                step_free=StepFree.YES,
                childcare=True,
                access="Höranlage",
                register_by=date(2027, 5, 12),
                organiser="Stabsstelle",
                contact_name="Kirsten",
                contact_phone="01234 5",
            )
        ]
    )

    _, [entry] = read(text)
    assert entry["LOCATION"] == "Landratsamt, Sitzungssaal 2, Am Güterbahnhof 4, Mustern"
    assert entry["DESCRIPTION"] == (
        "So kommen Sie hin: Bus 3\n\nZugang: stufenlos, Kinderbetreuung, Höranlage\n\n"
        "Anmeldung bis 12. Mai 2027\n\nVeranstaltet von: Stabsstelle\n\n"
        "Fragen an: Kirsten, 01234 5\n\nhttp://localhost/veranstaltungen/7/"
    )


def test_a_series_over_the_change_of_the_clock_keeps_its_local_time(written):
    weekly = [
        event(starts_at=local(2027, 10, 15 + 7 * week, 18), uid=f"woche-{week}@musterland.example")
        for week in range(3)
    ]
    weekly.append(event(starts_at=local(2027, 11, 5, 18), uid="woche-3@musterland.example"))

    calendar, entries = read(written(weekly))

    assert [entry["DTSTART"].dt.replace(tzinfo=None).hour for entry in entries] == [18] * 4
    offsets = [entry["DTSTART"].dt.utcoffset() for entry in entries]
    assert offsets == [timedelta(hours=2)] * 3 + [timedelta(hours=1)]
    [zone] = calendar.walk("VTIMEZONE")
    told = zone.to_tz()
    for each, entry in zip(weekly, entries, strict=True):
        naive = entry["DTSTART"].dt.replace(tzinfo=None)
        assert naive.replace(tzinfo=told).astimezone(UTC) == each.starts_at


def test_both_hours_of_the_night_the_clock_is_put_back_differ(written):
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)

    text = written([event(starts_at=first, ends_at=first + timedelta(hours=3))])

    _, [entry] = read(text)
    assert entry["DTSTART"].dt.astimezone(UTC) == first
    assert entry["DTEND"].dt.astimezone(UTC) == first + timedelta(hours=3)


def test_every_zone_is_told_once_and_always_in_the_same_order(written):
    zones = ["Europe/Lisbon", "America/New_York", "Europe/Berlin", "Asia/Kathmandu"]
    events = [
        event(time_zone=zone, starts_at=local(2027, 7, 1, 9, zone=ZoneInfo(zone)), uid=f"{zone}@x")
        for zone in [*zones, "Europe/Berlin", "UTC"]
    ]

    calendar, entries = read(written(events))

    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == sorted(zones)
    assert [entry["DTSTART"].dt.hour for entry in entries] == [9] * 6
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"] * 4 + ["VEVENT"] * 6


def test_no_events_are_a_calendar_too(written):
    calendar, entries = read(written([]))

    assert (calendar["METHOD"], entries) == ("PUBLISH", [])


def test_hostile_words_stay_words(written):
    title = 'a;b,c\\d "e"\tf END:VEVENT'
    text = "Erste Zeile\n\nBEGIN:VEVENT\n\nSUMMARY:Falsch; \\n und \\, <b>fett</b> &amp; ☎"

    result = written([event(title=title, text=text, place="Größe;, Straße")])

    _, [entry] = read(result)
    assert entry["SUMMARY"] == title
    assert entry["LOCATION"] == "Größe;, Straße"
    assert "BEGIN:VEVENT\n\nSUMMARY:Falsch; \\n und \\, <b>fett</b>" in entry["DESCRIPTION"]
    assert result.count("\r\nBEGIN:VEVENT\r\n") == 1


def test_lines_are_folded_at_75_octets_and_end_with_crlf(written):
    title = "Größe 🚲 und Länge – " * 9

    result = written([event(title=title.strip(), text="Öffnungszeiten für Übermütige. " * 40)])

    lines = result.encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two
    assert read(result)[1][0]["SUMMARY"] == title.strip()


def test_an_online_event_is_where_its_link_leads(written):
    link = "https://konferenz.musterland.example/raum"

    _, [entry] = read(written([event(place="", online_link=link)]))

    assert entry["LOCATION"] == link
    assert f"Online: {link}" in entry["DESCRIPTION"]


def test_the_link_of_a_closed_event_is_for_its_guests_only(written):
    closed = event(
        place="", online_link="https://geheim.musterland.example/", joining=Joining.INVITATION
    )

    public, for_guest = written([closed]), calendar_for(closed, GUEST)

    assert "geheim" not in public
    assert read(for_guest)[1][0]["LOCATION"] == "https://geheim.musterland.example/"


def test_an_event_that_is_only_a_link_leads_there(written):
    link = "https://kalender.musterland.example/grundkurs"

    _, [entry] = read(written([event(place="", external_link=link)]))

    assert "LOCATION" not in entry
    assert f"Mehr dazu: {link}" in entry["DESCRIPTION"]


def test_words_of_a_text_keep_their_paragraphs_lists_and_links():
    html = markdown(
        "Erster *Absatz*\nin zwei Zeilen.\n\n- 17:00 Uhr: <Runde>\n- 18:00 Uhr: Ende\n\n"
        "Mehr unter [dieser Seite](https://musterland.example/a?b=1&c=2) oder https://oberau.example"
    ).html

    assert plain_words(html) == (
        "Erster Absatz in zwei Zeilen.\n\n- 17:00 Uhr: <Runde>\n- 18:00 Uhr: Ende\n\n"
        "Mehr unter dieser Seite (https://musterland.example/a?b=1&c=2) oder https://oberau.example"
    )


PROGRAM = """
import sys
from leitsaetze.events.ics import Method, calendar_for, calendar_of
from leitsaetze.factory import create_app
from tests.conftest import SETTINGS
from tests.events.test_ics import GUEST, event

with create_app(SETTINGS | {"INSTANCE": sys.argv[1]}).test_request_context():
    sys.stdout.write(calendar_of([event(), event(time_zone="America/New_York", uid="x")]))
    for method in Method:
        sys.stdout.write(calendar_for(event(), GUEST, method))
"""


def test_the_clock_of_the_server_changes_no_byte(written, tmp_path):
    there = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env=os.environ | {"TZ": "America/New_York", "PYTHONHASHSEED": "7"},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    here = written([event(), event(time_zone="America/New_York", uid="x")])
    here += "".join(calendar_for(event(), GUEST, method) for method in Method)

    assert there.stdout == here.encode()
    assert b"DTSTART;TZID=Europe/Berlin:20270520T170000" in there.stdout
