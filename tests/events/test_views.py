"""The public pages of the events, as browsers and calendars see them."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.events.actions import change_event, hold_event
from leitsaetze.events.invitations import answer
from leitsaetze.events.models import EventDialogue
from leitsaetze.events.rules import Answer, EventStatus, Joining
from leitsaetze.extensions import db
from tests.events.makers import details, local, make_invitation
from tests.factories import make_dialogue, make_event, make_person, saved
from tests.pages.makers import statements

START = local(2099, 5, 20, 17)
LISTS = ["/veranstaltungen/", "/veranstaltungen.ics"]


def pages(event):
    return [
        *LISTS,
        f"/veranstaltungen/{event.id}/",
        f"/veranstaltungen/{event.id}/termin.ics",
    ]


def words(response):
    """What a reader reads, without markup, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def section(response, title):
    """What stands below a heading, up to the next one of its kind."""
    _, _, rest = words(response).partition(title)
    return rest.partition("Vergangene Veranstaltungen")[0]


def questions(client, address):
    """How many statements the database gets for a page that is made anew."""
    client.application.extensions["pages"].clear()
    with statements() as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", [None, "citizen", *Role])
def test_everybody_may_read_the_events(app, role):
    event = make_event(title="Treffen in Oberau")
    client = app.test_client()
    if role is not None:
        client.sign_in(make_person(*([role] if role in list(Role) else [])))

    for address in pages(event):
        response = client.get(address)
        assert (response.status_code, "Treffen in Oberau" in response.text) == (200, True)
        stored = response.headers["Cache-Control"]
        assert stored == ("public, no-cache" if role is None else "private, no-store")
        assert client.post(address).status_code == 405


def test_a_public_page_sets_no_cookie_and_proves_itself_fresh(client):
    event = make_event()

    for address in pages(event):
        first = client.get(address)
        assert "Set-Cookie" not in first.headers
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_every_deed_on_an_event_makes_the_pages_new(client):
    event = hold_event(details(starts_at=START, capacity=9), by=None)
    db.session.commit()
    seen = client.get("/veranstaltungen/")

    def deeds():
        yield lambda: change_event(event, details(starts_at=START, capacity=8), by=None)
        yield lambda: answer(make_invitation(event), Answer.YES)
        yield lambda: hold_event(details(), by=None)

    for deed in deeds():
        deed()
        db.session.commit()
        fresh = client.get("/veranstaltungen/", headers={"If-None-Match": seen.headers["ETag"]})
        assert fresh.status_code == 200
        assert fresh.data != seen.data
        seen = fresh


@pytest.mark.parametrize("address", ["", "termin.ics"])
def test_drafts_and_unknown_events_are_not_found(client, address):
    draft = make_event(status=EventStatus.DRAFT)

    for number in (draft.id, draft.id + 1, 2**31 - 1, 2**31, 10**30):
        assert client.get(f"/veranstaltungen/{number}/{address}").status_code == 404


def test_drafts_stand_in_no_list(client):
    make_event(title="Geheimer Entwurf", status=EventStatus.DRAFT)

    for address in LISTS:
        assert "Geheimer Entwurf" not in client.get(address).text


def test_the_list_shows_what_comes_before_what_has_been(client):
    make_event(title="Morgen", starts_at=now() + timedelta(days=1))
    make_event(title="Übermorgen", starts_at=now() + timedelta(days=2))
    make_event(title="Gestern", starts_at=now() - timedelta(days=1))
    make_event(title="Vorgestern", starts_at=now() - timedelta(days=2))

    page = words(client.get("/veranstaltungen/"))

    places = [
        page.index(part)
        for part in (
            "Nächste Veranstaltungen",
            "Morgen",
            "Übermorgen",
            "Vergangene Veranstaltungen",
            "Gestern",
            "Vorgestern",
        )
    ]
    assert places == sorted(places)


def test_an_empty_list_says_so(client):
    page = words(client.get("/veranstaltungen/"))

    assert "Zurzeit ist keine Veranstaltung geplant." in page
    assert "Vergangene Veranstaltungen" not in page


def test_long_lists_of_the_past_go_on_on_another_page(client):
    for day in range(1, 53):
        make_event(title=f"Treffen-{day:02}", starts_at=now() - timedelta(days=day))

    first = client.get("/veranstaltungen/")
    further = re.search(r'href="(/veranstaltungen/\?nach=\d+)"', first.text)[1]
    second = client.get(further)

    assert re.findall(r"Treffen-\d+(?=</a></h3>)", first.text) == [
        f"Treffen-{day:02}" for day in range(1, 51)
    ]
    assert re.findall(r"Treffen-\d+(?=</a></h3>)", second.text) == ["Treffen-51", "Treffen-52"]
    assert "?nach=" not in second.text.partition("<main")[2]


def test_long_lists_of_what_comes_go_on_on_another_page(client):
    make_event(title="Vorbei", starts_at=now() - timedelta(days=1))
    for day in range(1, 53):
        make_event(title=f"Treffen-{day:02}", starts_at=START + timedelta(days=day))

    first = client.get("/veranstaltungen/")
    further = re.search(r'href="(/veranstaltungen/\?nach=\d+)"', first.text)[1]
    second = client.get(further)

    assert re.findall(r"Treffen-\d+(?=</a></h3>)", first.text) == [
        f"Treffen-{day:02}" for day in range(1, 51)
    ]
    assert re.findall(r"Treffen-\d+(?=</a></h3>)", second.text) == ["Treffen-51", "Treffen-52"]
    assert "?nach=" not in second.text.partition("<main")[2]
    assert "Vorbei" not in second.text


def test_behind_the_last_event_there_is_nothing_yet(client):
    event = make_event()

    page = words(client.get(f"/veranstaltungen/?nach={event.id}"))

    assert "noch keine Veranstaltung geplant" in page


@pytest.mark.parametrize("after", ["0", "-1", "x", "99999999999999999999", "", "9" * 5000])
def test_any_place_to_go_on_from_is_answered(client, after):
    assert client.get(f"/veranstaltungen/?nach={after}").status_code == 200


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"capacity": 25, "seats_taken": 14}, "11 von 25 Plätzen frei ·"),
        ({"capacity": 25, "seats_taken": 25}, "alle Plätze vergeben"),
        ({}, "ohne Anmeldung"),
        ({"joining": Joining.INVITATION}, "auf Einladung"),
        ({"joining": Joining.INVITATION, "capacity": 3}, "3 von 3 Plätzen frei, auf Einladung"),
        ({"place": "", "external_link": "https://kalender.example/1"}, "Zum Eintrag im"),
        ({"status": EventStatus.CANCELLED}, "abgesagt"),
        ({"starts_at": now() - timedelta(minutes=5)}, "läuft gerade"),
    ],
)
def test_a_card_says_how_one_takes_part(client, given, said):
    make_event(**given)

    assert said in section(client.get("/veranstaltungen/"), "Nächste Veranstaltungen")


def test_a_card_shows_day_time_place_and_access(client):
    event = make_event(title="Treffen <b>", starts_at=START, access="stufenlos")

    response = client.get("/veranstaltungen/")

    assert "Mi 20. Mai Treffen &lt;b&gt; 17:00 Uhr · Landratsamt, Sitzungssaal 2 · stufenlos" in (
        words(response)
    )
    assert 'datetime="2099-05-20T17:00+02:00"' in response.text
    assert f'href="/veranstaltungen/{event.id}/termin.ics"' in response.text


def test_a_past_card_says_so_with_its_day(client):
    make_event(starts_at=local(2019, 5, 20, 17))

    assert "vorbei, am 20. Mai 2019" in words(client.get("/veranstaltungen/"))


def test_a_link_of_an_event_leads_out_of_the_house(client):
    event = make_event(place="", external_link="https://kalender.example/?a=1&b=2")

    for address in ("/veranstaltungen/", f"/veranstaltungen/{event.id}/"):
        assert 'href="https://kalender.example/?a=1&amp;b=2"' in client.get(address).text


def test_the_page_of_an_event_tells_all(client):
    event = hold_event(
        details(
            starts_at=START,
            text="Wir *freuen* uns.",
            access="stufenlos",
            capacity=25,
            online_link="https://konferenz.example/raum",
        ),
        by=None,
    )
    db.session.commit()

    response = client.get(f"/veranstaltungen/{event.id}/")

    page = words(response)
    for part in (
        "Vernetzungstreffen",
        "Wann Mittwoch, 20. Mai 2099, 17:00 Uhr bis 19:00 Uhr",
        "Wo Landratsamt, Sitzungssaal 2",
        "Zugang stufenlos",
        "Teilnahme: 25 von 25 Plätzen frei",
    ):
        assert part in page
    assert "<p>Wir <em>freuen</em> uns.</p>" in response.text
    assert 'href="https://konferenz.example/raum"' in response.text


def test_the_online_link_of_a_closed_event_is_not_public(client):
    event = make_event(joining=Joining.INVITATION, online_link="https://geheim.example/raum")

    assert "Den Link bekommen die eingeladenen Gäste." in words(client.get(pages(event)[2]))
    for address in pages(event):
        assert "geheim.example" not in client.get(address).text


def test_an_event_leads_to_its_published_dialogues_only(client):
    event = make_event()
    public, hidden = make_dialogue(title="Offen"), make_dialogue()
    hidden.published_at = None
    for dialogue in (public, hidden):
        saved(EventDialogue(event_id=event.id, dialogue_id=dialogue.id))

    page = client.get(f"/veranstaltungen/{event.id}/").text

    assert f'href="/dialoge/{public.slug}/"' in page
    assert hidden.slug not in page


def test_a_cancelled_event_stays_and_says_so(client):
    event = make_event(status=EventStatus.CANCELLED)

    response = client.get(f"/veranstaltungen/{event.id}/")

    assert "findet leider nicht statt" in words(response)
    assert ".ics" not in response.text


def test_calendars_get_one_event_or_all(client):
    first, second = make_event(starts_at=START), make_event(starts_at=START - timedelta(days=1))

    one = client.get(f"/veranstaltungen/{first.id}/termin.ics")
    all_of_them = client.get("/veranstaltungen.ics")

    assert one.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [e["UID"] for e in Calendar.from_ical(one.data).walk("VEVENT")] == [first.uid]
    entries = Calendar.from_ical(all_of_them.data).walk("VEVENT")
    assert [entry["UID"] for entry in entries] == [second.uid, first.uid]


def test_a_subscribed_calendar_forgets_what_was_over_a_year_ago(client):
    old = make_event(starts_at=now() - timedelta(days=368))
    recent = make_event(starts_at=now() - timedelta(days=364))

    entries = Calendar.from_ical(client.get("/veranstaltungen.ics").data).walk("VEVENT")

    assert [entry["UID"] for entry in entries] == [recent.uid]
    assert client.get(f"/veranstaltungen/{old.id}/termin.ics").status_code == 200


def test_the_same_event_is_the_same_bytes(client):
    event = make_event()
    address = f"/veranstaltungen/{event.id}/termin.ics"

    assert client.get(address).data == client.get(address).data


@pytest.mark.parametrize("place", range(4))
def test_more_events_ask_the_database_no_more(client, place):
    event = make_event()
    address = pages(event)[place]
    few = questions(client, address)
    for _ in range(20):
        make_event()
        make_event(starts_at=now() - timedelta(days=3))

    many = questions(client, address)

    assert many == few <= 10
