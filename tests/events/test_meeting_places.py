"""The places of the list: at the desk, in the form of an event, in what readers see."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.events.access import StepFree
from leitsaetze.events.actions import hold_event
from leitsaetze.events.meeting_place_models import EventMeetingPlace, MeetingPlace
from leitsaetze.events.meeting_place_rules import PlaceFacts, as_details, carried
from leitsaetze.events.meeting_places import (
    Carried,
    add_place,
    bring_place_back,
    correct_place,
    remove_place,
    retire_place,
)
from leitsaetze.events.models import Event
from leitsaetze.events.municipalities import add_municipality, remove_municipality
from leitsaetze.events.rules import EventStatus
from leitsaetze.extensions import begin_writing, db
from tests.events.makers import arrive, details, letters, make_invitation
from tests.factories import make_event
from tests.pages.makers import statements

DESK = "/redaktion/veranstaltungen/"
PLACES, PUBLIC = f"{DESK}orte/", "/veranstaltungen/orte/"
HALL = PlaceFacts(
    "Dorfhaus, Saal", "Am Anger 5, Oberau", "Rufbus bis Anger", StepFree.PARTLY, "Rampe am Hof"
)
LEAST = {"kind": "workshop", "title": "Werkstatt", "starts_day": "2099-05-20"}


@pytest.fixture
def hall(editor):
    return listed(HALL, by=editor)


def listed(facts, *, by, **given):
    begin_writing()
    place = add_place(facts, by=by, **given)
    db.session.commit()
    return place


def at(where, **given):
    """A public event that took its facts from a place."""
    begin_writing()
    belongs = {"meeting_places": [where], "municipalities": given.pop("towns", [])}
    event = hold_event(details(**as_details(where.facts) | given), by=None, **belongs)
    db.session.commit()
    return event


def correct(place, facts, *, by, **given):
    begin_writing()
    given.setdefault("municipality", None)
    done = correct_place(place, facts, by=by, seen=given.pop("seen", place.version), **given)
    db.session.commit()
    db.session.expire_all()
    return done


def typed(facts=HALL, seen=1, **more):
    said = vars(facts) | {"step_free": facts.step_free.value}
    return said | {"seen": str(seen)} | more


def place_of(event):
    return (event.place, event.address, event.directions, event.step_free, event.access)


def main(response):
    text = response.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_a_place_is_put_on_the_list_and_refused_twice(desk, editor):
    assert "Noch steht kein Ort zur Auswahl." in desk.get(PLACES).text
    town = add_municipality("Oberau", by=editor)

    made = desk.post(f"{PLACES}neu", data=typed(municipality=str(town.id)))
    twice = desk.post(f"{PLACES}neu", data=typed(directions="Anders"))

    place = db.session.scalars(db.select(MeetingPlace)).one()
    assert (made.status_code, made.location) == (303, PLACES)
    assert (place.facts, place.municipality_id) == (HALL, town.id)
    assert (twice.status_code, "steht schon in der Liste" in twice.text) == (422, True)
    assert "Anders" in twice.text
    assert "Dorfhaus, Saal Am Anger 5, Oberau Oberau · teilweise stufenlos, Rampe am Hof" in main(
        desk.get(PLACES)
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": " "}, "Bitte geben Sie dem Ort einen Namen."),
        ({"name": "x" * 301}, "300 Zeichen"),
        ({"address": "x" * 301}, "300 Zeichen"),
        ({"directions": "x" * 1001}, "Zeichen"),
        ({"access": "x" * 301}, "300 Zeichen"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(desk, wrong, says):
    found = desk.post(f"{PLACES}neu", data=typed() | wrong)

    assert (found.status_code, says in found.text) == (422, True)
    assert db.session.scalars(db.select(MeetingPlace)).all() == []


def test_choosing_a_place_copies_its_facts_into_the_event(desk, hall):
    made = desk.post(f"{DESK}neu", data=LEAST | {"meeting_place": str(hall.id)})

    event = db.session.scalars(db.select(Event)).one()
    assert made.status_code == 303
    assert place_of(event) == tuple(vars(HALL).values())
    assert event.meeting_places == [hall]


def test_what_is_said_otherwise_after_choosing_stays(desk, hall):
    own = {"meeting_place": str(hall.id), "placed": str(hall.id), "place": "Dorfhaus, Küche"}

    desk.post(f"{DESK}neu", data=LEAST | own)

    event = db.session.scalars(db.select(Event)).one()
    assert (event.place, event.address) == ("Dorfhaus, Küche", "")
    assert event.meeting_places == [hall]


def test_the_preview_shows_the_facts_and_leaves_them_to_be_changed(desk, hall):
    looked = desk.post(
        f"{DESK}neu", data=LEAST | {"meeting_place": str(hall.id), "tat": "vorschau"}
    )

    assert (
        "Rufbus bis Anger" in looked.text.partition('class="preview')[2].partition("</section")[0]
    )
    assert f'name="placed" type="hidden" value="{hall.id}"' in looked.text
    assert 'value="Dorfhaus, Saal"' in looked.text
    assert db.session.scalars(db.select(Event)).all() == []


def test_the_facts_can_be_fetched_anew_and_the_place_be_let_go(desk, hall, editor):
    event = at(hall)
    address = f"{DESK}{event.id}/bearbeiten"
    correct(hall, replace(HALL, directions="Bus 9"), by=editor)
    assert event.directions == "Rufbus bis Anger"
    same = LEAST | {
        "starts_time": "17:00",
        "ends_day": "2099-05-20",
        "ends_time": "19:00",
        "meeting_place": str(hall.id),
        "placed": str(hall.id),
        "place": HALL.name,
        "address": HALL.address,
        "directions": event.directions,
    }

    assert "Die Angaben noch einmal frisch" in desk.get(address).text
    desk.post(address, data=same | {"seen": "0", "take_facts": "y"})
    assert event.directions == "Bus 9"

    desk.post(address, data=same | {"seen": "1", "meeting_place": "", "place": "Wiese"})
    assert (event.place, event.meeting_places) == ("Wiese", [])


def test_a_place_that_is_offered_no_more_stays_with_its_event(desk, hall, editor):
    event = at(hall)
    begin_writing()
    retire_place(hall, by=editor)
    db.session.commit()

    option = f'value="{hall.id}"'
    assert f"<option selected {option}" in desk.get(f"{DESK}{event.id}/bearbeiten").text
    assert 'name="meeting_place"' not in desk.get(f"{DESK}neu").text
    desk.post(f"{DESK}neu", data=LEAST | {"meeting_place": str(hall.id)})
    newest = db.session.scalars(db.select(Event).order_by(Event.id.desc())).first()
    assert (newest.place, newest.meeting_places) == ("", [])


def test_a_correction_leaves_events_alone_unless_it_shall_go_on(hall, editor):
    coming, own = at(hall), at(hall, directions="Mit dem Rad")
    over = at(hall, starts_at=now() - timedelta(days=3))
    new = replace(HALL, directions="Bus 9", access="Rampe vorn")

    assert correct(hall, new, by=editor) == Carried()
    assert [event.sequence for event in (coming, own, over)] == [0, 0, 0]

    correct(hall, HALL, by=editor)
    assert correct(hall, new, by=editor, carry=True) == Carried(events=2)
    assert place_of(coming) == tuple(vars(new).values())
    assert (own.directions, own.access) == ("Mit dem Rad", "Rampe vorn")
    assert (place_of(over), over.sequence) == (tuple(vars(HALL).values()), 0)
    entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.deed, entry.details["carried"]) == (
        "meeting_place.corrected",
        [coming.id, own.id],
    )


def test_what_is_cancelled_or_a_draft_is_treated_as_such(hall, editor):
    called_off, draft = at(hall), at(hall)
    called_off.status, draft.status = EventStatus.CANCELLED, EventStatus.DRAFT
    db.session.commit()

    correct(hall, replace(HALL, address="Am Anger 6, Oberau"), by=editor, carry=True, tell=True)

    assert (called_off.address, draft.address) == ("Am Anger 5, Oberau", "Am Anger 6, Oberau")
    assert letters() == []


def test_the_page_of_a_place_shows_what_comes_and_asks_whom_to_tell(desk, hall):
    event = at(hall, title="Nächste Werkstatt")
    at(hall, title="Vergangene", starts_at=now() - timedelta(days=3))
    make_invitation(event)
    arrive()
    address, new = f"{PLACES}{hall.id}", replace(HALL, address="Am Anger 6, Oberau")

    shown = desk.get(address).text
    assert "Nächste Werkstatt" in shown
    assert "Vergangene" not in shown

    asked = desk.post(address, data=typed(new, carry="y"))
    assert (asked.status_code, "ob Ihre Gäste davon erfahren" in asked.text) == (422, True)
    db.session.expire_all()
    assert (hall.address, event.address) == (HALL.address, HALL.address)

    key = {"submission_key": "einmal-und-nicht-zweimal"}
    told = desk.post(address, data=typed(new, carry="y", tell="ja", **key), follow_redirects=True)
    desk.post(address, data=typed(new, carry="y", tell="ja", **key))
    assert "Eine Veranstaltung hat die neuen Angaben." in told.text
    assert "Eine Person bekommt eine E-Mail." in told.text
    assert (event.address, event.sequence) == ("Am Anger 6, Oberau", 1)
    assert [letter.kind for letter in letters()] == ["invitation", "event_changed"]
    letter = letters()[-1]
    assert "Am Anger 6, Oberau" in letter.text
    assert "Am Anger 5, Oberau" in letter.text


@pytest.mark.parametrize("more", [{}, {"carry": "y", "tell": "nein"}, {"tell": "ja"}])
def test_nobody_hears_of_what_is_not_told_or_not_carried_on(desk, hall, more):
    event = at(hall)
    make_invitation(event)
    arrive()

    found = desk.post(f"{PLACES}{hall.id}", data=typed(replace(HALL, address="Am Anger 6"), **more))

    assert found.status_code == 303
    assert [letter.kind for letter in letters()] == ["invitation"]


def test_guests_are_not_asked_about_what_their_calendars_do_not_hold(desk, hall):
    event = at(hall)
    make_invitation(event)
    arrive()

    found = desk.post(
        f"{PLACES}{hall.id}", data=typed(replace(HALL, directions="Bus 9"), carry="y")
    )

    assert (found.status_code, event.directions) == (303, "Bus 9")
    assert len(letters()) == 1


def test_a_correction_of_what_others_corrected_meanwhile_is_refused(desk, hall, editor):
    correct(hall, replace(HALL, directions="Bus 9"), by=editor)

    late = desk.post(f"{PLACES}{hall.id}", data=typed(replace(HALL, directions="Bus 8"), seen=1))

    assert (late.status_code, "Bus 9" in late.text, "Bus 8" in late.text) == (409, True, True)
    with pytest.raises(Conflict):
        correct(hall, HALL, by=editor, seen=1)


def test_a_place_is_offered_no_more_offered_again_and_removed_only_unused(desk, hall, editor):
    address = f"{PLACES}{hall.id}/liste"

    desk.post(address, data={"tat": "weglegen"})
    db.session.expire_all()
    assert hall.retired_at is not None
    assert "Nicht mehr angeboten" in desk.get(PLACES).text
    desk.post(address, data={"tat": "wieder"})
    desk.post(address, data={"tat": "zerstören"})
    assert hall.retired_at is None

    event = at(hall)
    said = desk.post(address, data={"tat": "entfernen"}, follow_redirects=True)
    assert "Entfernen lässt sich nur ein Ort ohne Veranstaltung." in said.text
    db.session.delete(db.session.get(EventMeetingPlace, event.id))
    db.session.commit()
    desk.post(address, data={"tat": "entfernen"})
    assert db.session.scalars(db.select(MeetingPlace)).all() == []
    deeds = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [it.deed for it in deeds if it.subject.startswith("meeting_place:")] == [
        f"meeting_place.{it}" for it in ("added", "retired", "brought_back", "removed")
    ]


def test_doing_the_same_twice_changes_nothing(hall, editor):
    retire_place(hall, by=editor)
    retire_place(hall, by=editor)
    assert hall.version == 2
    bring_place_back(hall, by=editor)
    bring_place_back(hall, by=editor)
    assert hall.version == 3
    assert correct_place(hall, HALL, municipality=None, by=editor, seen=3, carry=True) == Carried()
    remove_place(hall, by=editor)


def test_a_municipality_in_which_a_place_lies_stays(desk, editor):
    town = add_municipality("Oberau", by=editor)
    db.session.commit()
    listed(HALL, by=editor, municipality=town)

    with pytest.raises(RuleViolation, match="kein Ort der Liste"):
        remove_municipality(town, by=editor)
    assert "Ein Ort der Liste liegt in ihr." in desk.get(f"{DESK}gemeinden/{town.id}").text


def test_the_place_of_an_event_can_be_put_on_the_list(desk, editor):
    event = make_event(place="Alte Mühle", address="Mühlweg 1", directions="Bus 7")
    way = f"{PLACES}neu?von={event.id}"

    assert way in desk.get(f"{DESK}{event.id}/").text
    assert 'value="Alte Mühle"' in desk.get(way).text
    facts = PlaceFacts("Alte Mühle", "Mühlweg 1", "Bus 7")
    assert desk.post(way, data=typed(facts)).status_code == 303

    place = db.session.scalars(db.select(MeetingPlace)).one()
    assert (place.facts, event.meeting_places) == (facts, [place])
    assert way not in desk.get(f"{DESK}{event.id}/").text
    assert desk.get(f"{PLACES}neu?von=99999999999999999999").status_code == 200


def test_readers_find_a_place_below_the_municipality_it_lies_in(client, editor):
    oberau, unterau = (add_municipality(name, by=editor) for name in ("Oberau", "Unterau"))
    db.session.commit()
    place = listed(HALL, by=editor, municipality=oberau)
    at(place, title="Für beide", towns=[oberau, unterau])
    at(place, title="Küchenabend", place="Dorfhaus, Küche", towns=[unterau])
    listed(replace(HALL, name="Niemals dort"), by=editor, municipality=oberau)
    draft = at(listed(replace(HALL, name="Geheimer Ort"), by=editor), title="Geheim")
    draft.status = EventStatus.DRAFT
    db.session.commit()

    page = client.get(PUBLIC)

    assert (
        "Oberau Dorfhaus, Saal Am Anger 5, Oberau teilweise stufenlos, Rampe am Hof "
        "Rufbus bis Anger Für beide ·" in main(page)
    )
    assert "für: Oberau, Unterau" in main(page)
    assert "Unterau Dorfhaus, Küche" in main(page)
    assert "Niemals dort" not in page.text
    assert "Geheim" not in page.text


def test_readers_see_a_correction_of_the_list_only_where_it_is_true(client, hall, editor):
    event = at(hall, title="Abend")
    before = client.get(PUBLIC)

    correct(hall, replace(HALL, name="Dorfhaus, Großer Saal"), by=editor)
    after = client.get(PUBLIC, headers={"If-None-Match": before.headers["ETag"]})
    assert "Großer Saal" not in after.text

    correct(hall, HALL, by=editor)
    correct(hall, replace(HALL, name="Dorfhaus, Großer Saal"), by=editor, carry=True)
    assert "Großer Saal" in client.get(PUBLIC).text
    assert "Großer Saal" in client.get(f"/veranstaltungen/{event.id}/").text


def test_a_past_event_stays_true(client, hall, editor):
    event = at(hall, starts_at=now() - timedelta(days=3))

    correct(hall, replace(HALL, name="Neuer Name"), by=editor, carry=True)

    page = client.get(f"/veranstaltungen/{event.id}/").text
    assert "Dorfhaus, Saal" in page
    assert "Neuer Name" not in page


def test_only_what_an_event_has_from_its_place_is_carried_on():
    event = details(**as_details(HALL) | {"address": "Hintereingang"})
    new = PlaceFacts("Dorfhaus", "Am Anger 6", "Bus 9", StepFree.YES, "")

    assert carried(event, HALL, new) == replace(
        event, place="Dorfhaus", directions="Bus 9", step_free=StepFree.YES, access=""
    )


def test_the_facts_of_an_event_can_be_read_back(app, hall):
    assert at(hall).details.place == HALL.name


@pytest.mark.parametrize("page", ["", "{id}"])
def test_more_places_and_events_ask_no_more_of_the_desk(desk, hall, editor, page):
    def asked():
        with statements() as found:
            assert desk.get(f"{PLACES}{page.format(id=hall.id)}").status_code == 200
        return len(found)

    at(hall)
    few = asked()
    for number in range(7):
        at(hall)
        at(listed(replace(HALL, name=f"Haus {number}"), by=editor))
    assert asked() == few
