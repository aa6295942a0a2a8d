"""The events on the editors' desk, as a browser without scripts sees them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.events.access import StepFree
from leitsaetze.events.actions import draft_event
from leitsaetze.events.invitations import answer
from leitsaetze.events.models import Event
from leitsaetze.events.rules import Answer, EventKind, EventStatus, Joining
from leitsaetze.extensions import db
from tests.accounts.makers import make_staff
from tests.events.makers import arrive, details, letters, local, make_invitation
from tests.factories import make_dialogue, make_event, make_field, make_principle

DESK = "/redaktion/veranstaltungen/"
LEAST = {"kind": "workshop", "title": "Werkstatt Oberau", "starts_day": "2099-05-20"}
TYPED = LEAST | {
    "starts_time": "17:00",
    "ends_time": "19:30",
    "time_zone": "Europe/Berlin",
    "place": "Altes Rathaus",
    "address": "Dorfstraße 1, Oberau",
    "directions": "Bus 3\r\nbis Rathaus",
    "online_link": "https://konferenz.example/x",
    "step_free": "no",
    "sign_language": "y",
    "childcare": "y",
    "access": "Höranlage",
    "joining": "invitation",
    "capacity": "15",
    "register_by": "12.05.2099",
    "text": "Wir **freuen** uns.",
    "external_link": "https://kalender.example/1",
    "organiser": "Stabsstelle Digitales",
    "contact_name": "Kirsten",
    "contact_email": "treffen@musterland.example",
    "contact_phone": "01234 5",
}


def the_event():
    return db.session.scalars(db.select(Event)).one()


def make_draft(editor, **given):
    event = draft_event(details(**given), by=editor)
    db.session.commit()
    return event


def shown(event, **typed):
    """What the form of an event sends when only these fields are touched."""
    facts = {
        "kind": event.kind.value,
        "title": event.title,
        "starts_day": f"{event.starts_at.astimezone(local(2027, 1, 1).tzinfo):%Y-%m-%d}",
        "starts_time": f"{event.starts_at.astimezone(local(2027, 1, 1).tzinfo):%H:%M}",
        "ends_time": f"{event.ends_at.astimezone(local(2027, 1, 1).tzinfo):%H:%M}",
        "place": event.place,
        "step_free": event.step_free.value,
        "joining": event.joining.value,
        "time_zone": "Europe/Berlin",
        "seen": str(event.sequence),
    }
    return facts | typed


def test_title_day_and_link_are_enough(desk):
    found = desk.post(f"{DESK}neu", data=LEAST | {"external_link": "https://kalender.example/1"})

    event = the_event()
    assert (found.status_code, found.location) == (303, f"{DESK}{event.id}/")
    assert (event.status, event.all_day) == (EventStatus.DRAFT, True)
    assert event.is_only_a_link


def test_everything_typed_reaches_the_event(desk, editor):
    principle = make_principle()
    ids = {
        "dialogues": [principle.dialogue_id],
        "fields": [principle.field_id],
        "principles": [principle.id],
    }

    found = desk.post(f"{DESK}neu", data=TYPED | ids)

    assert found.status_code == 303
    event = the_event()
    assert (event.starts_at, event.ends_at) == (local(2099, 5, 20, 17), local(2099, 5, 20, 19, 30))
    assert (event.kind, event.step_free, event.joining) == (
        EventKind.WORKSHOP,
        StepFree.NO,
        Joining.INVITATION,
    )
    assert (event.sign_language, event.childcare, event.capacity) == (True, True, 15)
    assert event.directions == "Bus 3\nbis Rathaus"
    assert event.html == "<p>Wir <strong>freuen</strong> uns.</p>"
    assert (event.changed_by, event.principles) == (editor.id, [principle])
    for name in "place address access organiser contact_name contact_email contact_phone".split():
        assert getattr(event, name) == TYPED[name], name

    again = desk.get(f"{DESK}{event.id}/bearbeiten").text
    for value in ("2099-05-20", "17:00", "19:30", "2099-05-12", "Bus 3\nbis Rathaus", "Höranlage"):
        assert value in again


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "Bitte geben Sie der Veranstaltung einen Titel."),
        ({"kind": "party"}, "Bitte wählen Sie die Art"),
        ({"kind": ""}, "Bitte wählen Sie die Art"),
        ({"starts_day": ""}, "an welchem Tag die Veranstaltung beginnt"),
        ({"starts_day": "31.02.2099"}, "Bitte geben Sie den Tag so ein"),
        ({"starts_time": "25"}, "Bitte geben Sie die Uhrzeit so ein"),
        ({"starts_time": "17:00"}, "beide Uhrzeiten"),
        ({"starts_time": "17:00", "ends_time": "16:00"}, "nach dem Beginn"),
        ({"capacity": "viele"}, "eine ganze Zahl"),
        ({"capacity": "0"}, "zwischen 1 und"),
        ({"capacity": "9" * 5000}, "zwischen 1 und"),
        ({"register_by": "2099-05-21"}, "vor dem Beginn liegen"),
        ({"online_link": "konferenz.example"}, "mit https://"),
        ({"contact_email": "kirsten"}, "keine gültige E-Mail-Adresse"),
        ({"text": "[" * 60}, "verschachtelte Zeichen"),
        (
            {"starts_day": "2027-03-28", "starts_time": "02:30", "ends_time": "05:00"},
            "Die Uhrzeit 02:30 gibt es an diesem Tag nicht",
        ),
        (
            {"starts_day": "2026-10-25", "starts_time": "02:30", "ends_time": "05:00"},
            "Welcher Beginn ist gemeint?",
        ),
        (
            {"starts_day": "2027-10-31", "starts_time": "01:00", "ends_time": "02:30"},
            "Welches Ende ist gemeint?",
        ),
        (
            {"starts_day": "2027-03-27", "ends_day": "2027-03-28", "starts_time": "18:00"}
            | {"ends_time": "02:30"},
            "Die Uhrzeit 02:30 gibt es an diesem Tag nicht",
        ),
    ],
)
def test_a_refusal_stands_at_the_field_and_keeps_everything(desk, typed, words):
    found = desk.post(f"{DESK}neu", data=LEAST | {"access": "Höranlage"} | typed)

    assert found.status_code == 422
    assert words in found.text
    assert "Höranlage" in found.text
    assert db.session.scalars(db.select(Event)).all() == []


def test_of_two_times_the_chosen_one_is_kept_and_shown_again(desk):
    night = {"starts_day": "2026-10-25", "starts_time": "02:30", "ends_time": "05:00"}

    desk.post(f"{DESK}neu", data=LEAST | night | {"starts_which": "second"})

    event = the_event()
    assert event.starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    page = desk.get(f"{DESK}{event.id}/bearbeiten").text
    chosen = page.partition('value="second"')[0].rpartition("<input checked")[2]
    assert chosen
    assert len(chosen) < 200


def test_what_is_typed_is_kept_and_gone_when_it_is_saved(desk):
    desk.post(f"{DESK}neu", data=LEAST | {"title": "Halb", "tat": "zwischenstand"})
    assert "Halb" in desk.get(f"{DESK}neu").text
    assert db.session.scalars(db.select(Event)).all() == []

    desk.post(f"{DESK}neu", data=LEAST | {"tat": "speichern"})

    assert db.session.scalars(db.select(WorkingCopy)).all() == []


def test_a_double_click_makes_one_draft(desk):
    for _ in range(2):
        desk.post(f"{DESK}neu", data=LEAST | {"submission_key": "einmal-und-nie-wieder"})

    assert the_event().title == "Werkstatt Oberau"


def test_the_things_of_a_dialogue_are_shown_when_it_is_chosen(desk):
    principle, other = make_principle(statement="Wir teilen."), make_dialogue()
    typed = LEAST | {"text": "Angefangen", "tat": "zeigen"}

    without = desk.post(f"{DESK}neu", data=typed | {"dialogues": [other.id]}).text
    found = desk.post(f"{DESK}neu", data=typed | {"dialogues": [principle.dialogue_id]}).text

    assert "Wir teilen." not in without
    assert "Wir teilen." in found
    assert "Angefangen" in found
    assert db.session.scalars(db.select(Event)).all() == []


def test_things_of_other_dialogues_are_dropped(desk):
    principle, field = make_principle(), make_field()
    chosen = {"dialogues": [principle.dialogue_id], "fields": [principle.field_id, field.id]}

    desk.post(f"{DESK}neu", data=LEAST | chosen)

    assert the_event().fields == [principle.field]


def test_the_preview_shows_what_would_be_public_and_keeps_nothing(desk):
    found = desk.post(f"{DESK}neu", data=TYPED | {"tat": "vorschau"})

    assert found.status_code == 200
    preview = found.text.partition("Vorschau – nicht öffentlich")[2].partition("<form")[0]
    assert "<strong>freuen</strong>" in preview
    assert "Mittwoch, 20. Mai 2099, 17:00" in preview
    assert "konferenz.example" not in preview
    assert "Wir **freuen** uns." in found.text
    assert db.session.scalars(db.select(Event)).all() == []


def test_a_draft_looks_in_the_preview_as_it_will_in_public(app, desk, editor):
    event = make_draft(editor, text="Kommen *Sie*.", directions="Bus 3")
    article = desk.get(f"{DESK}{event.id}/vorschau").text.partition("<article")[2]
    reader = app.test_client()
    for rest in ("", "termin.ics"):
        assert reader.get(f"/veranstaltungen/{event.id}/{rest}").status_code == 404

    desk.post(f"{DESK}{event.id}/", data={"tat": "publish", "seen": "0"})

    public = reader.get(f"/veranstaltungen/{event.id}/").text.partition("<article")[2]
    calendar = re.compile(r"<p>\s*<a[^>]*termin\.ics.*?</p>", re.DOTALL)
    passing_on = re.compile(r'<section[^>]*aria-labelledby="link".*?</section>', re.DOTALL)
    for public_only in (calendar, passing_on):
        assert public_only.search(public)
        public = public_only.sub("", public)
    assert said(article) == said(public)


def said(article):
    return article.partition("</article>")[0].split()


def test_two_editors_lose_nothing(app, desk, editor):
    event = make_draft(editor, place="Saal 1")
    colleague = make_staff(Role.EDITOR, name="Ömer Redaktion", address="oemer@musterland.example")
    other = app.test_client().sign_in(colleague)
    old = shown(event)
    other.post(f"{DESK}{event.id}/bearbeiten", data=old | {"place": "Saal 2"})

    late = desk.post(f"{DESK}{event.id}/bearbeiten", data=old | {"place": "Saal 3"})

    assert late.status_code == 409
    assert "<bdi>Ömer Redaktion</bdi> hat um" in late.text
    assert 'value="Saal 3"' in late.text
    assert "Saal 2" in late.text
    assert the_event().place == "Saal 2"
    assert 'name="seen" type="hidden" value="1"' in late.text

    desk.post(f"{DESK}{event.id}/bearbeiten", data=old | {"place": "Saal 3", "seen": "1"})
    assert the_event().place == "Saal 3"


def test_a_move_asks_whether_guests_shall_hear_of_it(desk):
    event = make_event(starts_at=local(2099, 5, 20, 17), place="Saal 1")
    make_invitation(event)
    arrive()
    address = f"{DESK}{event.id}/bearbeiten"
    moved = shown(event, place="Saal 2")

    asked = desk.post(address, data=moved)
    assert (asked.status_code, the_event().place) == (422, "Saal 1")
    assert "ob Ihre Gäste davon erfahren" in asked.text
    assert "Ja: Eine Person bekommt eine E-Mail" in asked.text

    said = desk.post(address, data=moved | {"tell": "ja"}, follow_redirects=True)
    assert "Eine Person bekommt eine E-Mail." in said.text
    assert [letter.kind for letter in letters()] == ["invitation", "event_changed"]

    quiet = desk.post(address, data=shown(event, place="Saal 3", tell="nein"))
    assert (quiet.status_code, len(letters())) == (303, 2)


def test_what_guests_do_not_keep_in_calendars_is_saved_without_asking(desk):
    event = make_event(starts_at=local(2099, 5, 20, 17))
    make_invitation(event)
    arrive()

    found = desk.post(f"{DESK}{event.id}/bearbeiten", data=shown(event, text="Neu"))

    assert (found.status_code, len(letters())) == (303, 1)


def test_cancelling_says_before_what_it_does(app, desk):
    event = make_event(capacity=9)
    invitation = make_invitation(event)
    make_invitation(event)
    arrive()
    make_invitation(event)
    answer(invitation, Answer.YES, persons=2)
    address = f"{DESK}{event.id}/absagen"

    before = desk.get(address).text
    assert "2 Eingeladene bekommen eine E-Mail" in before
    assert "Eine Einladung, die noch nicht abgeschickt ist" in before
    assert "2 vergebene Plätze werden wieder frei." in before

    empty = desk.post(address, data={"reason": "", "seen": "0"})
    assert (empty.status_code, the_event().is_cancelled) == (422, False)

    done = desk.post(
        address, data={"reason": "Wasser <im> Keller", "seen": "0"}, follow_redirects=True
    )
    assert "2 Personen bekommen eine E-Mail." in done.text
    public = app.test_client().get(f"/veranstaltungen/{event.id}/").text
    assert "abgesagt" in public
    assert "Wasser &lt;im&gt; Keller" in public
    feed = app.test_client().get("/veranstaltungen.ics").text
    assert "STATUS:CANCELLED" in feed
    assert "Wasser <im> Keller" in feed.replace("\r\n ", "")


def test_cancelling_twice_at_once_sends_one_letter(desk):
    event = make_event()
    make_invitation(event)
    arrive()
    once = {"reason": "Krank", "seen": "0", "submission_key": "ein-formular-genuegt"}

    answers = [desk.post(f"{DESK}{event.id}/absagen", data=once).status_code for _ in range(2)]
    stale = desk.post(f"{DESK}{event.id}/absagen", data={"reason": "Auch", "seen": "0"})

    assert (answers, stale.status_code) == ([303, 303], 409)
    assert [letter.kind for letter in letters()] == ["invitation", "event_cancelled"]


def test_a_cancelled_event_comes_back_with_a_letter(desk):
    event = make_event()
    make_invitation(event)
    arrive()
    desk.post(f"{DESK}{event.id}/absagen", data={"reason": "Krank", "seen": "0"})
    arrive()

    asking = desk.get(f"{DESK}{event.id}/wieder").text
    assert "Eine eingeladene Person bekommt eine E-Mail" in asking
    desk.post(f"{DESK}{event.id}/wieder", data={"seen": "1"})

    assert the_event().status is EventStatus.PUBLISHED
    assert letters()[-1].kind == "event_reinstated"


def test_what_is_over_is_marked_as_held_and_unmarked(app, desk):
    event = make_event(starts_at=now() - timedelta(hours=3))

    desk.post(f"{DESK}{event.id}/", data={"tat": "mark_held", "seen": "0"})
    assert "hat stattgefunden" in app.test_client().get(f"/veranstaltungen/{event.id}/").text
    desk.post(f"{DESK}{event.id}/", data={"tat": "unmark_held", "seen": "1"})

    assert the_event().status is EventStatus.PUBLISHED


def test_only_drafts_can_be_deleted(desk, editor):
    draft, public = make_draft(editor), make_event()

    gone = desk.post(f"{DESK}{draft.id}/loeschen", data={"seen": "0"})
    stays = desk.post(f"{DESK}{public.id}/loeschen", data={"seen": "0"})

    assert (gone.status_code, stays.status_code) == (303, 422)
    assert the_event() == public


def test_each_shelf_shows_its_own_and_pages_on(desk, editor, monkeypatch):
    monkeypatch.setattr("leitsaetze.events.desk.PER_PAGE", 2)
    coming = [make_event(starts_at=now() + timedelta(days=n)) for n in (3, 1, 2)]
    make_event(title="Vorbei", starts_at=now() - timedelta(days=3))
    make_event(title="Fällt aus", status=EventStatus.CANCELLED)
    make_draft(editor, title="Entwurf der Redaktion")

    first = desk.get(DESK).text
    further = desk.get(f"{DESK}?ansicht=kommende&nach={coming[2].id}").text

    assert [event.title in first for event in coming] == [False, True, True]
    assert f"nach={coming[2].id}" in first
    assert [event.title in further for event in coming] == [True, False, False]
    for shelf, title in {
        "vergangene": "Vorbei",
        "abgesagte": "Fällt aus",
        "entwuerfe": "Entwurf der Redaktion",
    }.items():
        assert title in desk.get(f"{DESK}?ansicht={shelf}").text
        assert title not in first


@pytest.mark.parametrize(
    ("shelf", "words"),
    [
        ("entwuerfe", "Es gibt keinen Entwurf."),
        ("kommende", "Legen Sie die nächste an"),
        ("vergangene", "Noch hat keine Veranstaltung stattgefunden."),
        ("abgesagte", "Nichts ist abgesagt."),
        ("unsinn", "Legen Sie die nächste an"),
    ],
)
def test_an_empty_shelf_teaches(desk, shelf, words):
    assert words in desk.get(f"{DESK}?ansicht={shelf}").text


def test_readers_see_what_an_event_is_about_but_no_withdrawn_words(app):
    kept, gone = make_principle(statement="Wir teilen."), make_principle(statement="Weg damit.")
    gone.withdrawn_at = now()
    dialogues = [kept.dialogue, gone.dialogue]
    event = make_event(dialogues=dialogues, fields=[kept.field], principles=[kept, gone])

    page = app.test_client().get(f"/veranstaltungen/{event.id}/").text

    assert "Wir teilen." in page
    assert f"Leitsatz {gone.number}" in page
    assert "Weg damit." not in page
    assert "Handlungsfeld: Gemeinsam handeln" in page
