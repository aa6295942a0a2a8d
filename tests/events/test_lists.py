"""The list of the events narrowed down, the month, the places: what readers find where."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.events.actions import touch_events
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.rules import EventKind, EventStatus
from leitsaetze.events.series_models import Municipality
from leitsaetze.extensions import db
from tests.events.makers import local
from tests.factories import make_dialogue, make_event, saved
from tests.pages.makers import statements

LIST, PLACES = "/veranstaltungen/", "/veranstaltungen/orte/"
MARCH = f"{LIST}?monat=2027-03"
SOON = datetime(2027, 3, 10, 12, tzinfo=UTC)


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def make_municipality(name, position=1):
    return saved(Municipality(name=name, position=position))


@pytest.fixture
def three(app):
    """Three events that differ in everything one can choose by."""
    oberau, lindach = make_municipality("Oberau"), make_municipality("Lindach", 2)
    dialogue = make_dialogue(slug="digital", title="Digitale Leitsätze")
    make_event(title="Aaa", kind=EventKind.WORKSHOP, municipalities=[oberau, lindach])
    make_event(title="Bbb", kind=EventKind.TRAINING, municipalities=[lindach])
    make_event(title="Ccc", kind=EventKind.TRAINING, dialogues=[dialogue])
    return {"oberau": oberau.id, "lindach": lindach.id}


def found(client, query):
    return {title for title in ("Aaa", "Bbb", "Ccc") if title in client.get(LIST + query).text}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?art=schulung", "Bbb Ccc"),
        ("?gemeinde={oberau}", "Aaa"),
        ("?gemeinde={lindach}&art=schulung", "Bbb"),
        ("?dialog=digital", "Ccc"),
        ("?dialog=digital&art=digital-werkstatt", ""),
        ("?art=&gemeinde=&dialog=", "Aaa Bbb Ccc"),
        ("?art=fest&gemeinde=99&dialog=keiner", "Aaa Bbb Ccc"),
        ("?gemeinde=-1", "Aaa Bbb Ccc"),
        ("?gemeinde=1%27--", "Aaa Bbb Ccc"),
        ("?gemeinde=" + "9" * 4000, "Aaa Bbb Ccc"),
        ("?art=schulung&art=digital-werkstatt", "Bbb Ccc"),
    ],
)
def test_the_list_shows_what_was_chosen_and_takes_anything_else_for_all(
    client, three, query, titles
):
    assert found(client, query.format(**three)) == set(titles.split())


def test_what_was_chosen_stays_chosen_on_the_way_to_the_month_and_the_next_page(client, three):
    for day in range(52):
        make_event(kind=EventKind.NETWORK_MEETING, starts_at=now() + timedelta(days=day + 9))

    page = client.get(f"{LIST}?art=vernetzungstreffen").text

    assert f'{LIST}?art=vernetzungstreffen&amp;monat=jetzt"' in page
    further = re.search(r'href="([^"]+nach=\d+)"', page)[1].replace("&amp;", "&")
    assert found(client, further.removeprefix(LIST)) == set()
    assert '<option value="vernetzungstreffen" selected>' in page


def test_only_what_has_a_public_event_can_be_chosen(client):
    hidden = make_municipality("Geheim")
    make_event(municipalities=[hidden], status=EventStatus.DRAFT)
    unpublished = make_dialogue(slug="entwurf", title="Verborgen", published_at=None)
    make_event(dialogues=[unpublished])

    page = client.get(LIST).text

    assert "Geheim" not in page
    assert "Verborgen" not in page


def test_a_choice_without_events_says_so(client, three):
    assert "Zu dieser Auswahl ist zurzeit nichts geplant." in words(
        client.get(f"{LIST}?art=buergerdialog")
    )


@time_machine.travel(SOON)
def test_the_month_shows_its_events_on_their_days_and_today_in_a_word(client):
    make_event(
        title="Kurs", starts_at=local(2027, 3, 3, 9), ends_at=local(2027, 3, 4, 16), capacity=None
    )
    make_event(title="Abend", starts_at=local(2027, 3, 31, 23), ends_at=local(2027, 4, 1, 1))
    make_event(title="Entwurf", starts_at=local(2027, 3, 12, 9), status=EventStatus.DRAFT)

    page = client.get(MARCH)

    assert page.text.count(">Kurs</a>") == 2
    assert page.text.count(">Abend</a>") == 1
    assert "Entwurf" not in page.text
    assert page.text.count("heute</strong>") == 1
    assert "Veranstaltungen im März 2027" in words(page)
    assert '<th scope="col">Montag</th>' in page.text
    assert "?monat=2027-04" in page.text
    assert "heute</strong>" not in client.get(f"{LIST}?monat=2027-04").text


@time_machine.travel(SOON)
@pytest.mark.parametrize("typed", ["", "jetzt", "2027-13", "0000-00", "x" * 3000, "2027-03-01"])
def test_an_odd_month_is_this_one(client, typed):
    make_event(starts_at=SOON + timedelta(days=1))

    page = client.get(f"{LIST}?monat={typed}")

    assert (page.status_code, "im März 2027" in words(page)) == (200, True)


@time_machine.travel(SOON)
def test_one_gets_only_as_far_as_there_is_something_and_always_back(client):
    make_event(starts_at=local(2027, 2, 3, 9))
    make_event(starts_at=local(2027, 5, 3, 9))

    def ways(month):
        main = client.get(f"{LIST}?monat={month}").text.partition("<main")[2]
        return re.findall(r"monat=([\w-]+)\"", main)

    assert set(ways("2027-03")) == {"2027-02", "2027-04"}
    assert set(ways("2027-02")) == {"jetzt", "2027-03"}
    assert set(ways("2027-05")) == {"2027-04", "jetzt"}
    assert set(ways("1950-01")) == {"jetzt", "2027-02"}
    assert set(ways("2190-01")) == {"2027-05", "jetzt"}


def test_the_month_is_another_page_after_midnight(client):
    with time_machine.travel(datetime(2027, 3, 10, 22, 30, tzinfo=UTC)) as clock:
        make_event(starts_at=local(2027, 3, 20, 9))
        touch_events()
        db.session.commit()
        before = client.get(MARCH)
        clock.shift(timedelta(hours=1))
        after = client.get(MARCH, headers={"If-None-Match": before.headers["ETag"]})

    def day(page):
        return re.search(r'datetime="(2027-03-\d\d)">(?:(?!datetime)[\s\S])*?heute', page.text)[1]

    assert (day(before), after.status_code, day(after)) == ("2027-03-10", 200, "2027-03-11")


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("address", [LIST, f"{LIST}?monat=jetzt", PLACES])
def test_more_events_ask_no_more(app, address, listed):
    client = app.test_client()

    def asked():
        app.extensions["pages"].clear()
        with statements() as found:
            assert client.get(address).status_code == 200
        return len(found)

    def add(number):
        town = make_municipality(f"Ort {number}", number)
        place = MeetingPlace(name=f"Haus {number}", municipality=town)
        make_event(
            starts_at=now() + timedelta(minutes=number + 1),
            municipalities=[town],
            place=place.name,
            meeting_places=[saved(place)] if listed else [],
        )

    add(0)
    few = asked()
    for number in range(1, 12):
        add(number)
    assert asked() == few


def test_the_places_stand_below_their_municipalities(client):
    oberau, lindach = make_municipality("Oberau", 2), make_municipality("Lindach", 1)
    make_event(title="Eins", place="Dorfhaus", municipalities=[oberau, lindach])
    make_event(title="Zwei", place="Dorfhaus", municipalities=[oberau])
    make_event(title="Drei", place="Kreishaus")
    make_event(title="Vorbei", place="Ruine", starts_at=now() - timedelta(days=2))
    make_event(title="Entwurf", place="Keller", status=EventStatus.DRAFT)
    make_event(title="Netz", place="", online_link="https://konferenz.example/x")

    page = client.get(PLACES)

    order = ["Lindach", "Dorfhaus", "Eins", "Oberau", "Dorfhaus", "Eins", "Zwei"]
    order += ["Für den ganzen Landkreis", "Kreishaus", "Drei"]
    pattern = "|".join([*order, "Ruine", "Keller", "Netz"])
    main = words(page).partition("Orte der Veranstaltungen – ")[2]
    assert re.findall(pattern, main) == order


def test_the_month_of_a_site_without_events_is_empty_and_no_fault(client):
    for typed in ("jetzt", "2027-03", "1950-01", "2190-01"):
        page = client.get(f"{LIST}?monat={typed}")
        assert page.status_code == 200
        assert "In diesem Monat gibt es keine Veranstaltung." in words(page)
    assert "Zurzeit ist keine Veranstaltung geplant." in words(client.get(LIST))
    assert "Zurzeit steht noch kein Ort fest." in words(client.get(PLACES))
